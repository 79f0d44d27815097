/** The table that a stream belongs to. */
export interface StreamSource {
  readonly table: string;
  readonly region: string;
}

const STREAM_ARN = /^arn:[^:]+:dynamodb:([^:]*):[^:]*:table\/([^/]+)/;
const UNKNOWN = "unknown";

let last: { readonly arn: unknown; readonly region: unknown; readonly source: StreamSource } = {
  arn: undefined,
  region: undefined,
  source: { table: UNKNOWN, region: UNKNOWN },
};

/**
 * Table and region by a stream's ARN. What is no such ARN stands for the table itself, so that a record
 * with one is not lost.
 *
 * @param region what to take where the ARN does not say
 * @example
 * streamSource("arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T00:00:00.000");
 * // → { table: "orders", region: "us-east-1" }
 */
export function streamSource(arn: unknown, region?: unknown): StreamSource {
  // The records of a batch are of one stream.
  if (arn === last.arn && region === last.region) return last.source;
  const [, arnRegion, table] = typeof arn === "string" ? (STREAM_ARN.exec(arn) ?? []) : [];
  const source = {
    table: table ?? textOr(arn, UNKNOWN),
    region: arnRegion || textOr(region, UNKNOWN),
  };
  last = { arn, region, source };
  return source;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === "string" && value !== "" ? value : otherwise;
}
