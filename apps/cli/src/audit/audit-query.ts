import type { AttributeMap, AttributeValue } from "@spillway/item";

/** What an Athena query of an item's history is made of. */
export interface AuditQuery {
  /** Database of the Glue catalog; undefined: the one that Athena has selected. */
  readonly database?: string;
  /** Table of the Glue catalog. */
  readonly catalogTable: string;
  /** Table of DynamoDB. */
  readonly table: string;
  readonly keys: AttributeMap;
  readonly fromMs?: number;
  readonly toMs?: number;
  /** Only the last change whose time is not later. */
  readonly atMs?: number;
}

/**
 * The same history as a query of Athena's over the Glue table that Terraform makes: for logs that are too
 * long to be read by one machine.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/extracting-data-from-JSON.html
 */
export function auditQuery(query: AuditQuery): string {
  const { database, catalogTable, table, keys, fromMs, toMs, atMs } = query;
  const lastMs = atMs ?? toMs;
  const from = [...(database === undefined ? [] : [database]), catalogTable]
    .map(identifier)
    .join(".");
  const conditions = [
    `"table" = ${literal(table)}`,
    ...(fromMs === undefined ? [] : [`"date" >= ${literal(iso(fromMs).slice(0, 10))}`]),
    ...(lastMs === undefined ? [] : [`"date" <= ${literal(iso(lastMs).slice(0, 10))}`]),
    ...(fromMs === undefined ? [] : [`"at" >= ${literal(iso(fromMs))}`]),
    ...(lastMs === undefined ? [] : [`"at" <= ${literal(iso(lastMs))}`]),
    ...Object.entries(keys).map(([name, value]) => keyCondition(name, value)),
  ];
  const order = `ORDER BY lpad("sequence_number", 40, '0')`;
  return [
    `SELECT "at", "type", "by", "changed", "old", "new", "sequence_number", "event_id"`,
    "FROM (",
    `  SELECT *, row_number() OVER (PARTITION BY "event_id" ORDER BY "sequence_number") AS delivery`,
    `  FROM ${from}`,
    `  WHERE ${conditions.join("\n    AND ")}`,
    ") AS delivered",
    "WHERE delivery = 1",
    ...(atMs === undefined ? [order] : [`${order} DESC`, "LIMIT 1"]),
  ].join("\n");
}

function keyCondition(name: string, value: AttributeValue): string {
  const type = "N" in value ? "N" : "B" in value ? "B" : "S";
  const text =
    "N" in value ? plainNumber(value.N) : "B" in value ? value.B : "S" in value ? value.S : "";
  const path = /^[\w-]+$/.test(name) ? `$.${name}.${type}` : `$[${JSON.stringify(name)}].${type}`;
  return `json_extract("keys", ${literal(path)}) = JSON ${literal(JSON.stringify(text))}`;
}

/** As DynamoDB gives numbers back: without a sign of plus and without zeros that do not count. */
function plainNumber(text: string): string {
  const match = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(text);
  if (match === null) return text;
  const [, sign, whole = "", fraction = ""] = match;
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

const iso = (ms: number) => new Date(ms).toISOString();
const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;
