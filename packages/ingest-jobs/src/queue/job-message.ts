import * as z from "zod";

const jobMessageSchema = z.discriminatedUnion("kind", [
  /** Cut the job's source into chunks. */
  z.object({ v: z.literal(1), kind: z.literal("plan"), job: z.string() }),
  /** Write a chunk, from where it is. */
  z.object({
    v: z.literal(1),
    kind: z.literal("chunk"),
    job: z.string(),
    chunk: z.number().int().min(0),
  }),
]);

/** What the queue of chunks carries. It says what to look at, never how far that is: the table does. */
export type JobMessage = z.output<typeof jobMessageSchema>;

/** The message that has a job's source cut into chunks. */
export function planMessage(job: string): string {
  return JSON.stringify({ v: 1, kind: "plan", job } satisfies JobMessage);
}

/** The message that has a chunk written. */
export function chunkMessage(job: string, chunk: number): string {
  return JSON.stringify({ v: 1, kind: "chunk", job, chunk } satisfies JobMessage);
}

/** Undefined for a body that is no message of jobs, or one of a later version. */
export function readJobMessage(body: string): JobMessage | undefined {
  try {
    return jobMessageSchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
