import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Cloud } from "./cloud.ts";

/**
 * Asks the function what it would change, which is nothing while nobody writes.
 *
 * @throws Error when it fails, or does not see the table
 */
export async function trySmoke({ lambda, scaling, table }: Cloud): Promise<void> {
  const answered = await lambda.send(
    new InvokeCommand({
      FunctionName: scaling.function_name,
      Payload: JSON.stringify({ dryRun: true }),
    }),
  );
  const text = answered.Payload?.transformToString() ?? "";
  if (answered.FunctionError !== undefined) throw new Error(`expected an answer; came ${text}`);
  const { tables } = JSON.parse(text) as {
    readonly tables: Readonly<Record<string, { readonly outcome: string }>>;
  };
  const outcome = tables[table]?.outcome;
  if (outcome !== "unchanged" && outcome !== "would change") {
    throw new Error(`expected ${table} to be steered; came ${outcome}`);
  }
}
