import { type $ZodType, type output, prettifyError, safeParse } from "zod/v4/core";
import { lambdaRuntimeError } from "./lambda-runtime-error.ts";

/**
 * Reads the event that a function was invoked with, by one schema. An invocation without a payload
 * counts as `{}`.
 *
 * @param schema a zod schema; an object schema leaves aside what it does not name, as in the event of
 * a schedule
 * @param event whatever came
 * @throws `EVENT_INVALID`: names every problem
 * @example
 * readEvent(z.object({ run: z.string().optional() }), { run: "r1", source: "aws.events" }); // { run: "r1" }
 */
export function readEvent<Schema extends $ZodType>(schema: Schema, event: unknown): output<Schema> {
  const result = safeParse(schema, event ?? {});
  if (result.success) return result.data;
  throw lambdaRuntimeError(
    "EVENT_INVALID",
    `the event is not one that this function takes: ${prettifyError(result.error)}`,
    { hint: "The function's README says what it may hold." },
  );
}
