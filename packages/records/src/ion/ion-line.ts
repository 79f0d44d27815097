import { isSpillwayError, reasonOf } from "@spillway/errors";
import { malformedLine, type RecordLine } from "../lines/numbered-lines.ts";
import { recordsReason } from "../records-error.ts";
import type { MalformedRecord } from "../source-record.ts";
import type { IonFields, IonParser } from "./ion-struct.ts";

/** A line that holds nothing but this is none of the records: many writers begin with one. */
export const ION_VERSION_MARKER = "$ion_1_0";

/** Reads one line of Ion, which is malformed where it is none or `read` throws why it can't. */
export function ionLine<T>(
  line: RecordLine,
  parse: IonParser,
  read: (fields: IonFields) => T,
): T | MalformedRecord {
  try {
    return read(parse(line.text));
  } catch (error) {
    if (isSpillwayError(error)) return malformedLine(line, reasonOf(error));
    // The library refuses by plain errors.
    const why = error instanceof Error ? error.message : String(error);
    return malformedLine(line, recordsReason("ION_MALFORMED", `expected one Ion struct; ${why}`));
  }
}

/**
 * Fields as a line of DynamoDB's JSON has them: what holds attributes is not typed itself. An incremental
 * export has all of a line in one more struct.
 */
export function exportFields(fields: IonFields): IonFields {
  const inner = mapOf(fields, "Record");
  if (inner !== undefined && Object.keys(fields).length === 1) return exportFields(inner);
  return Object.fromEntries(Object.keys(fields).map((name) => [name, mapOf(fields, name)]));
}

/** The attributes under a name, if a struct stands there. */
export function mapOf(fields: IonFields, name: string): IonFields | undefined {
  const { M }: { readonly M?: IonFields } = Object(fields[name]);
  return M;
}
