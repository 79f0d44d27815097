import type { Position } from "../position.ts";
import type { ColumnType } from "./column-types.ts";

/** How a CSV is written, and what its columns hold. */
export interface CsvOptions {
  /**
   * One character between fields, or `auto`: whichever of comma, semicolon, tab and pipe gives the
   * first lines the same number of fields. Default `,`.
   */
  readonly delimiter?: string;
  /** The type of a column by its name. Default: every column is a string. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /**
   * Finds the type of each column that is not in `types` from the first records: at most 1,000, within
   * the first 256 KB. The same bytes always give the same types. Default false: strings.
   */
  readonly infer?: boolean;
  /**
   * What an empty cell of a string column is: `keep` stores an empty string, `omit` leaves the
   * attribute out. Number and boolean columns always leave it out. Default `keep`.
   */
  readonly empty?: "keep" | "omit";
  /**
   * Where to begin: the first record that is read is number `from.index`. Those before it are counted,
   * their values are not read. The input begins at its beginning all the same. Default: all.
   */
  readonly from?: Pick<Position, "index">;
  /** The longest record in bytes, its quotes and newlines included. Default 1,048,576. */
  readonly maxRecordBytes?: number;
  /**
   * Called once, before the first record, with what was found; also where a header stands alone, not
   * where there is nothing at all.
   */
  readonly onColumns?: (columns: CsvColumns) => void;
}

/** What a CSV turned out to be. */
export interface CsvColumns {
  readonly delimiter: string;
  /** In the header's order. */
  readonly columns: readonly CsvColumn[];
}

/** One column: an attribute of every record. */
export interface CsvColumn {
  readonly name: string;
  readonly type: ColumnType;
  /** Whether the type was found from the first records; a type in `types` was not, nor a default. */
  readonly inferred: boolean;
}
