import { Readable } from "node:stream";
import { dynamodbJsonRecords, ionRecords, jsonLinesRecords } from "@spillway/records";
import { loadError } from "../errors.ts";

/** Records that are looked at. One of them with its key is enough: the others are rejected alone. */
const LOOKED_AT = 100;

/**
 * Whether records can have the table's key: a load of the wrong file or into the wrong table should
 * end before it begins, not with a million rejects.
 *
 * @param names the columns of a CSV
 * @param needed names of the attributes that the table's key is made of
 * @throws SpillwayError `KEY_COLUMN_MISSING`
 */
export function assertColumnsHaveKey(names: readonly string[], needed: readonly string[]): void {
  const missing = needed.find((name) => !names.includes(name));
  if (missing === undefined || names.length === 0) return;
  throw loadError(
    "KEY_COLUMN_MISSING",
    `expected a column "${missing}", which the table's key needs; came ${listed(names)}`,
    { hint: HINT },
  );
}

/**
 * The same for JSON: none of the first records has the key.
 *
 * @param head the decompressed beginning of the source
 * @throws SpillwayError `KEY_ATTRIBUTE_MISSING`
 */
export async function assertRecordsHaveKey(
  format: "json-lines" | "dynamodb-json" | "ion",
  head: Buffer,
  needed: readonly string[],
): Promise<void> {
  const found: Readonly<Record<string, unknown>>[] = [];
  for await (const attributes of recordsOf(format, head)) {
    found.push(attributes);
    if (found.length === LOOKED_AT) break;
  }
  const missing = needed.find((name) => !found.some((record) => Object.hasOwn(record, name)));
  const [first] = found;
  if (first === undefined || missing === undefined) return;
  throw loadError(
    "KEY_ATTRIBUTE_MISSING",
    `expected an attribute "${missing}", which the table's key needs, in each record; came a first one with ${listed(Object.keys(first))}`,
    { hint: HINT },
  );
}

const HINT = "Is it the right table? Keys can be made of other fields: --pk 'USER#{id}'";

async function* recordsOf(
  format: "json-lines" | "dynamodb-json" | "ion",
  head: Buffer,
): AsyncGenerator<Readonly<Record<string, unknown>>, void, undefined> {
  const input = Readable.from([head]);
  const read = {
    "json-lines": jsonLinesRecords,
    "dynamodb-json": dynamodbJsonRecords,
    ion: ionRecords,
  };
  const sources = read[format](input);
  for await (const source of sources) {
    if (source.ok) yield "record" in source ? source.record : source.attributes;
  }
}

/** Names in quotes, the first ten of them. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  return shown.join(", ") + (names.length > 10 ? ` and ${names.length - 10} more` : "");
}
