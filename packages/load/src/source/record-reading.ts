import type { ByteRange, ColumnTexts, CsvColumns } from "@spillway/records";
import type { SourceCursor } from "./source-cursor.ts";

/** Which records of a source are read, and who is told what. */
export interface RecordReading {
  /** Index of the first record that is wanted. */
  readonly from: number;
  /** Where reading begins, of a source that has cursors: its first record is number `from`. */
  readonly cursor?: SourceCursor;
  /** The records that are wanted, by where they begin; `from` is the index of its first. Default: all. */
  readonly range?: ByteRange;
  readonly onBytes?: (bytes: number) => void;
  /** The same for the bytes of the text: after gzip, and of an export's files. */
  readonly onTextBytes?: (bytes: number) => void;
  /** What was found of a CSV's columns. */
  readonly onColumns?: (columns: CsvColumns) => void;
  /** Tells how the values of some columns of a CSV were written. */
  readonly texts?: ColumnTexts;
  /** Called with what a person should know of the source, once it is known. */
  readonly onNote?: (note: string) => void;
  /** Of a range: no record after those that were given begins before this byte. */
  readonly onReached?: (byte: number) => void;
}
