import type { MaxUnits } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import type { ScanQuery } from "@spillway/table-scan";
import type { Command } from "commander";
import { maxUnits, wholeNumber } from "../command-line/option-values.ts";
import { attributeNames, attributeValues } from "./expression-values.ts";

/** What is read of a table, and how fast. */
export interface ScanOptions {
  readonly index?: string;
  readonly filter?: string;
  readonly projection?: string;
  readonly names?: Readonly<Record<string, string>>;
  readonly values?: AttributeMap;
  readonly consistent?: boolean;
  readonly segments?: number;
  readonly maxRcu: MaxUnits | "off";
}

/** As DynamoDB allows. */
const MOST_SEGMENTS = 1_000_000;

/** The options of {@link ScanOptions}: of every command that reads a table. */
export function withScanOptions(command: Command): Command {
  return command
    .option(
      "--index <name>",
      "read this index of the table: what it projects, of items that are in it",
    )
    .option(
      "--filter <expression>",
      "only items that pass it; the others are read and paid for too: 'age > :min'",
    )
    .option("--projection <expression>", "only these attributes: 'id, #n'")
    .option(
      "--names <json>",
      `names that stand in an expression for others: '{"#n":"name"}'`,
      attributeNames,
    )
    .option(
      "--values <json>",
      `values of an expression, in DynamoDB's JSON: '{":min":{"N":"18"}}'`,
      attributeValues,
    )
    .option("--consistent", "read with strong consistency, for twice the read units")
    .option(
      "--segments <n>",
      "parts of the table that are read beside each other (default: by its size)",
      wholeNumber({ min: 1, max: MOST_SEGMENTS }),
    )
    .option(
      "--max-rcu <auto|n|p%|off>",
      "read units a second: what is provisioned, at most n, a part of it, or no pacing",
      maxUnits,
      "auto",
    );
}

/** What of a table is read. */
export function scanQueryOf(table: string, options: ScanOptions): ScanQuery {
  const { index, filter, projection, names, values, consistent } = options;
  return { table, index, filter, projection, names, values, consistent };
}
