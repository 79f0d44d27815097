import { type CodeOf, data, environment, errorsOf, type Reason, usage } from "@spillway/errors";

/** Makes the errors of this package. Those of class `data` are mostly reasons of malformed records. */
export const recordsError = errorsOf({
  BATCH_REQUEST_INVALID: data(),
  BATCH_TABLE_UNEXPECTED: data(),
  BYTE_RANGE_INVALID: usage<{ begin: number; end: number }>(),
  CSV_COLUMN_UNKNOWN: usage<{ columns: readonly string[] }>(),
  CSV_COLUMNS_NOT_GIVEN: usage<{ begin: number }>(),
  CSV_DELIMITER_INVALID: usage<{ delimiter: string }>(),
  CSV_ESCAPE_INVALID: usage<{ escape: string }>(),
  CSV_ESCAPE_OPEN: data(),
  CSV_ESCAPE_UNCERTAIN: data(),
  CSV_FIELD_COUNT: data(),
  /** `names` are those of the header, none where it could not be read. */
  CSV_HEADER_INVALID: usage<{ line: number; raw: string; names: readonly string[] }>(),
  /** `fields` are those of the header or the first record. */
  CSV_NAMES_INVALID: usage<{ names: readonly string[]; fields: readonly string[] }>(),
  CSV_NAMES_NOT_GIVEN: usage<{ fields: readonly string[] }>(),
  CSV_QUOTE_NOT_CLOSED: data(),
  CSV_STRAY_QUOTE: data(),
  CSV_TEXT_AFTER_QUOTE: data(),
  CSV_VALUE_TYPE: data(),
  CUT_NOT_CERTAIN: data(),
  CUT_OF_ENCODED: data(),
  CUT_OF_GZIP: data(),
  CUT_OF_ZSTD: data(),
  ENCODING_UNKNOWN: usage<{ encoding: string }>(),
  EXPORT_FILE_DAMAGED: usage<{ file: string }>(),
  EXPORT_FILE_MISSING: usage<{ file: string }>(),
  EXPORT_FORMAT_UNSUPPORTED: usage<{ outputFormat: unknown }>(),
  EXPORT_LINE_INVALID: data(),
  EXPORT_MANIFEST_INVALID: usage(),
  EXPORT_MANIFEST_MISSING: usage(),
  GZIP_CORRUPT: usage<{ byteOffset: number }>(),
  ION_MALFORMED: data(),
  JSON_CUT_OFF: data(),
  JSON_MALFORMED: data(),
  JSON_NOT_AN_OBJECT: data(),
  JSON_TOO_LONG: data(),
  JSON_WITHOUT_RECORDS: data(),
  LINE_TOO_LONG: data(),
  OBJECT_PART_INCOMPLETE: data<{ start: number; end: number }>(),
  SPLIT_INVALID: usage<{ wish: object }>(),
  TEXT_NOT_DECODABLE: data(),
  TEXT_NOT_UTF8: data(),
  ZSTD_CORRUPT: usage<{ byteOffset: number }>(),
  ZSTD_UNKNOWN: environment(),
});

export type RecordsErrorCode = CodeOf<typeof recordsError>;

/** Why a record is malformed or a cut refused, without the error that nobody would throw. */
export function recordsReason(code: RecordsErrorCode, message: string): Reason {
  return { code, message };
}
