import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AwsCli } from "./aws-cli.ts";
import { root } from "./run-script.ts";

/** What direct-writer answers where it spills. */
export interface SpilloverAnswer {
  readonly strategy: string;
  readonly report: { readonly written: number; readonly spilled: number };
  readonly keys: readonly (readonly [string, number])[];
}

/** Invokes a function that writes the sample, and gives back its answer with all keys. */
export async function runSpillover(
  aws: AwsCli,
  functionName: string,
  run: string,
): Promise<SpilloverAnswer> {
  const file = join(root, ".spillway/invoked.json");
  await aws([
    "lambda",
    "invoke",
    `--function-name=${functionName}`,
    "--cli-binary-format=raw-in-base64-out",
    `--payload=${JSON.stringify({ run, returnKeys: true })}`,
    file,
  ]);
  return JSON.parse(readFileSync(file, "utf8")) as SpilloverAnswer;
}

/** The partition keys of a run's records that are in the table, sorted. */
export async function keysInTable(aws: AwsCli, tableName: string, run: string): Promise<string[]> {
  const { Items } = await aws<{ Items: { pk: { S: string } }[] }>([
    "dynamodb",
    "scan",
    `--table-name=${tableName}`,
    "--filter-expression=#run = :run",
    '--expression-attribute-names={"#run":"run"}',
    `--expression-attribute-values=${JSON.stringify({ ":run": { S: run } })}`,
  ]);
  return Items.map(({ pk }) => pk.S).toSorted();
}

/** How many messages a queue holds, waiting and in flight. */
export async function messagesIn(aws: AwsCli, queueUrl: string): Promise<number> {
  const { Attributes } = await aws<{ Attributes: Record<string, string> }>([
    "sqs",
    "get-queue-attributes",
    `--queue-url=${queueUrl}`,
    "--attribute-names=All",
  ]);
  const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
  return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
}
