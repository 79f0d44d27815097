import * as z from "zod";
import { cliError } from "../errors.ts";
import { STRATEGIES } from "../strategies/strategy.ts";
import type { RecordKey } from "./key-ledger.ts";

const count = z.number().int().min(0);

const problem = z.looseObject({ code: z.string(), message: z.string() });

const answerSchema = z.object({
  run: z.string(),
  strategy: z.enum(STRATEGIES),
  startedAt: z.string(),
  finishedAt: z.string(),
  report: z.looseObject({
    read: count,
    failed: count.default(0),
    /** Of the function that puts every record into its queue. */
    sent: count.default(0),
    /** Of the function that puts into its queue what the table does not take in time. */
    spilled: count.default(0),
    errors: z.array(problem).default([]),
  }),
  keys: z
    .array(z.tuple([z.string(), z.union([z.string(), z.number()])]))
    .transform((pairs) => pairs.map(([pk, sk]): RecordKey => ({ pk, sk: String(sk) }))),
});

/** What direct-writer and queue-producer answer to an invocation with `returnKeys`. */
export type StrategyAnswer = z.infer<typeof answerSchema>;

/** How many records the function left to its queue; 0 when it failed as a whole. */
export function queuedBy(report: Partial<StrategyAnswer["report"]> | null): number {
  return (report?.sent ?? 0) + (report?.spilled ?? 0);
}

/** @throws SpillwayError ANSWER_MALFORMED when the function answered something else. */
export function parseAnswer(payload: string, functionName: string): StrategyAnswer {
  let document: unknown;
  try {
    document = JSON.parse(payload);
  } catch (cause) {
    throw malformed(functionName, "no JSON", cause);
  }
  const answer = answerSchema.safeParse(document);
  if (answer.success) return answer.data;
  const problems = answer.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw malformed(functionName, problems.slice(0, 3).join("; "), answer.error);
}

function malformed(functionName: string, problem: string, cause: unknown): Error {
  return cliError(
    "ANSWER_MALFORMED",
    `${functionName} answered something that is no strategy's answer: ${problem}`,
    { hint: "Is an older version deployed? Deploy again.", cause },
  );
}
