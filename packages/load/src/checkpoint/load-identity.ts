import type { Target } from "@spillway/aws";
import type { LoadRequest } from "../run/load-request.ts";
import type { CsvReading } from "../source/csv/csv-reading.ts";
import { readingWishes } from "../source/open-requested.ts";
import type { Source } from "../source/source.ts";
import type { Checkpoint } from "./checkpoint.ts";

/** What tells one load from another: a checkpoint of one must not be gone on with by the other. */
export function loadIdentity(
  table: string,
  request: LoadRequest,
  source: Source,
  target: Target,
): Checkpoint["load"] {
  const { pk, sk, shard, ttl, deletes, part, transform } = request;
  const { input, format } = source;
  const encoding = "encoding" in source ? source.encoding : undefined;
  const csv = source.format === "csv" ? csvIdentity(source.csv) : undefined;
  // Each of several files is read by what it is found to be: what was wished has to be the same.
  const wishes = source.format === "several" ? jsonOf(readingWishes(request)) : undefined;
  const isJson = source.format === "json" || source.format === "dynamodb-json";
  return {
    ...(input.identity && { source: { ...input.identity } }),
    table,
    at: target.endpoint ?? target.region,
    format,
    ...(encoding !== undefined && { encoding }),
    ...(csv && { csv }),
    ...("requestsOf" in source && { requestsOf: source.requestsOf }),
    ...(isJson && source.layout && { layout: source.layout }),
    ...(wishes && { wishes }),
    // The plan's other facts follow from the source's identity and the rest.
    ...(part && { range: { ...part.range } }),
    ...(transform && { transform: transform.identity }),
    ...(pk !== undefined && { pk }),
    ...(sk !== undefined && { sk }),
    ...(shard !== undefined && { shard }),
    ...(ttl && { ttl: { attribute: ttl.attribute ?? null, seconds: ttl.seconds } }),
    deletes,
  };
}

/** As JSON has it: what is undefined is not there. */
function jsonOf(wishes: object): Checkpoint["load"] {
  return JSON.parse(JSON.stringify(wishes));
}

/** Which columns hold no NULL follows from the table and the templates. */
function csvIdentity({ notNull: _, inferred: __, types, names, ...csv }: CsvReading) {
  return { ...csv, types: { ...types }, ...(names && { names: [...names] }) };
}
