import type { Target } from "@spillway/aws";
import { targetOf } from "@spillway/aws/target";
import type { LoadRequest } from "@spillway/load";
import type { Command } from "commander";
import { httpAddress } from "../command-line/option-values.ts";
import { cliError } from "../errors.ts";
import { type ScanOptions, scanQueryOf, withScanOptions } from "../table-scan/scan-options.ts";

/** What a person says of the table that a load reads. */
export interface FromTableOptions extends ScanOptions {
  readonly fromTable?: string;
  readonly fromRegion?: string;
  /** `aws` for AWS itself, where the table that is written to has an endpoint of its own. */
  readonly fromEndpoint?: string;
}

/** The options of {@link FromTableOptions}. */
export function withFromTableOptions(command: Command): Command {
  command
    .option("--from-table <name>", "read this table, by its name or ARN, instead of a source")
    .option("--from-region <region>", "the region of that table (default: of the one written to)")
    .option(
      "--from-endpoint <url|aws>",
      "its endpoint, or aws (default: of the one written to)",
      (text: string) => (text === "aws" ? text : httpAddress(text)),
    );
  return withScanOptions(command);
}

const ONLY_OF_TABLES = ["fromRegion", "fromEndpoint", "index", "filter", "projection"] as const;
const ALSO_ONLY_OF_TABLES = ["names", "values", "consistent", "segments"] as const;
const ONLY_OF_OTHERS = ["format", "delimiter", "types"] as const;

/**
 * What a load reads: what was named as source, or a table.
 *
 * @throws SpillwayError `SOURCE_MISSING`, `SOURCE_OPTIONS_CONFLICT`
 */
export function sourceOf(
  source: readonly string[],
  options: FromTableOptions & Pick<LoadRequest, (typeof ONLY_OF_OTHERS)[number]>,
): Pick<LoadRequest, "source" | "fromTable"> {
  const { fromTable: table } = options;
  if (table === undefined) {
    const given = [...ONLY_OF_TABLES, ...ALSO_ONLY_OF_TABLES].find(
      (name) => options[name] !== undefined,
    );
    if (given !== undefined) throw conflict(`--from-table with ${flag(given)}; came none`);
    if (source.length > 0) return { source };
    throw cliError("SOURCE_MISSING", "expected a source to load; came none", {
      hint: "Name a file, - for standard input, s3://bucket/key, or a table: --from-table Users",
    });
  }
  if (source.length > 0) throw conflict("a source or --from-table; came both");
  const given = ONLY_OF_OTHERS.find((name) => options[name] !== undefined);
  if (given !== undefined) throw conflict(`no ${flag(given)} with --from-table; came one`);
  const { segments, maxRcu } = options;
  return { source: [], fromTable: { ...scanQueryOf(table, options), segments, maxRcu } };
}

/** Where the table is that is read. */
export function sourceTargetOf(
  target: Target,
  { fromRegion, fromEndpoint }: FromTableOptions,
  env: NodeJS.ProcessEnv,
): Target {
  if (fromRegion === undefined && fromEndpoint === undefined) return target;
  const endpoint = fromEndpoint === "aws" ? undefined : (fromEndpoint ?? target.endpoint);
  return targetOf(undefined, { region: fromRegion ?? target.region, endpoint }, env);
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function conflict(expected: string) {
  return cliError("SOURCE_OPTIONS_CONFLICT", `expected ${expected}`, {
    hint: "To copy a table: spillway load --from-table Users --table UsersCopy",
  });
}
