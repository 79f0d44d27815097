import { type NamedShape, namedShape } from "@spillway/planner";
import { cliError } from "../errors.ts";
import type { PlanOptions } from "./plan-options.ts";

/** Which load is meant, before anything is read. */
export type WhichLoad =
  | { readonly kind: "source"; readonly sources: readonly string[] }
  | { readonly kind: "rate" }
  | { readonly kind: "shape"; readonly shape: NamedShape }
  | { readonly kind: "file"; readonly file: string }
  | { readonly kind: "history"; readonly table: string };

type Option = keyof PlanOptions;

const SOURCE_OPTIONS = [
  ...["format", "encoding", "delimiter", "columns", "header", "skipLines", "escape", "types"],
  ...["pk", "sk", "shard", "ttl", "delete"],
] as const satisfies readonly Option[];
const LOAD_OPTIONS = [
  ...["items", "perSecond", "size", "pattern", "fromTable", "days", "readsPerSecond"],
  ...["readShare", "consistent", "once", "savePattern", "hotKey"],
] as const satisfies readonly Option[];
const READS = ["readsPerSecond", "readShare", "consistent"] as const;

/** Which options go with which load; the others say something that it can't have. */
const GOES_WITH: Readonly<Record<WhichLoad["kind"], readonly Option[]>> = {
  source: SOURCE_OPTIONS,
  rate: ["items", "perSecond", "size", "days", "once", "hotKey", ...READS],
  shape: ["pattern", "perSecond", "size", "days", "once", "hotKey", ...READS],
  file: ["pattern", "size", "once", "hotKey", "readsPerSecond", "consistent"],
  history: ["fromTable", "size", "days", "once", "hotKey", "savePattern", "consistent"],
};

const NAMES: Readonly<Record<WhichLoad["kind"], string>> = {
  source: "a file",
  rate: "a rate",
  shape: "a shape",
  file: "a pattern file",
  history: "--from-table",
};

/**
 * Which load is meant.
 *
 * @throws PLAN_LOAD_MISSING for none; PLAN_OPTIONS_CONFLICT for two, for an option that does not go with it, and
 *   for a rate without a size
 */
export function whichLoad(sources: readonly string[], options: PlanOptions): WhichLoad {
  const load = theOne(sources, options);
  const given = (option: Option) =>
    option === "header" ? options.header === false : options[option] !== undefined;
  const strange = [...LOAD_OPTIONS, ...SOURCE_OPTIONS].find(
    (option) => given(option) && !GOES_WITH[load.kind].includes(option),
  );
  if (strange !== undefined) {
    throw conflict(`expected no ${flagOf(strange)} with ${NAMES[load.kind]}; came both`);
  }
  if (options.readShare !== undefined && options.readsPerSecond !== undefined) {
    throw conflict("expected --reads-per-second or --read-share; came both");
  }
  if (load.kind === "rate") checkRate(options);
  return load;
}

function theOne(sources: readonly string[], options: PlanOptions): WhichLoad {
  const { items, perSecond, pattern, fromTable } = options;
  const named = [
    sources.length === 0 ? [] : [`the file ${sources[0]}`],
    items === undefined ? [] : ["--items"],
    pattern === undefined ? [] : ["--pattern"],
    fromTable === undefined ? [] : ["--from-table"],
  ].flat();
  if (named.length > 1) throw conflict(`expected one load; came ${named.join(" and ")}`);
  if (sources.length > 0) return { kind: "source", sources };
  if (fromTable !== undefined) return { kind: "history", table: fromTable };
  if (pattern !== undefined) {
    const shape = namedShape(pattern);
    return shape === undefined ? { kind: "file", file: pattern } : { kind: "shape", shape };
  }
  if (items !== undefined || perSecond !== undefined) return { kind: "rate" };
  throw cliError("PLAN_LOAD_MISSING", "expected a load to plan; came none", {
    hint: "Name a file, or say --items, --per-second, --pattern or --from-table. See spillway plan --help",
  });
}

function checkRate(options: PlanOptions): void {
  const { items, perSecond, size, days, once } = options;
  if (size === undefined) {
    throw conflict(
      "expected the size of an item (--size 700B); came none",
      "It decides the units.",
    );
  }
  if (items !== undefined && (days !== undefined || once === true)) {
    const option = days === undefined ? "--once" : "--days";
    throw conflict(`expected no ${option} with --items, which ends by itself; came both`);
  }
  const reads = READS.find((option) => options[option] !== undefined);
  if (perSecond === undefined && reads !== undefined) {
    throw conflict(`expected no ${flagOf(reads)} with items that come all at once; came both`);
  }
}

function flagOf(option: Option): string {
  if (option === "header") return "--no-header";
  return `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function conflict(message: string, hint = "See spillway plan --help") {
  return cliError("PLAN_OPTIONS_CONFLICT", message, { hint });
}
