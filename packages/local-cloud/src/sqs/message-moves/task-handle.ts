import * as z from "zod";

const content = z.object({ taskId: z.string(), sourceArn: z.string() });

/** What a task is cancelled by: as on AWS, its id and its queue in Base64. */
export function taskHandle(task: { readonly id: string; readonly sourceArn: string }): string {
  const { id: taskId, sourceArn } = task;
  return Buffer.from(JSON.stringify({ taskId, sourceArn })).toString("base64");
}

/** What a handle says; undefined when it is none. */
export function readTaskHandle(handle: string): z.infer<typeof content> | undefined {
  try {
    return content.parse(JSON.parse(Buffer.from(handle, "base64").toString("utf8")));
  } catch {
    return undefined;
  }
}
