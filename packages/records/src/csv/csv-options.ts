import type { Position } from "../position.ts";
import type { ByteRange, RangeReading } from "../ranges/byte-range.ts";
import type { ColumnTexts } from "./column-texts.ts";
import type { ColumnType } from "./column-types.ts";
import type { CsvEscape } from "./csv-dialect.ts";

/** The default of `maxRecordBytes`: an item has at most 400 KB, so a longer record could not be written. */
export const MAX_RECORD_BYTES = 1_048_576;

/**
 * What an empty cell becomes: `omit` leaves the attribute out, `keep` stores an empty string, `null`
 * stores NULL. A number or a boolean can't be an empty string, so `keep` leaves those out.
 */
export type EmptyCells = "omit" | "keep" | "null";

/** How a CSV is written, and what its columns hold. */
export interface CsvOptions extends RangeReading {
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
   * Types that were inferred before, of another file whose records have the same attributes, and from how
   * many records: a column that is named there has that type, whatever its own first records say.
   * Default: none.
   */
  readonly inferred?: {
    readonly types: Readonly<Record<string, ColumnType>>;
    readonly sampled: number;
  };
  /**
   * One character that is written before a quote inside of a quoted field, and before itself, in place
   * of doubling the quote: `\\` as MySQL writes it. `auto` takes a backslash for it where the first
   * records say so. `none` reads by RFC 4180, where a backslash is a character like any other. Default
   * `none`.
   *
   * @see escapedFields for what is understood exactly
   */
  readonly escape?: string;
  /**
   * The names of the columns in place of the header's, which is passed over. An empty name leaves its
   * column out of the records. As many as the header has, or the first record. Default: the header's.
   */
  readonly names?: readonly string[];
  /** Whether the first line is a header. Without one, `names` are needed. Default true. */
  readonly hasHeader?: boolean;
  /**
   * How many lines are passed over before the header, or before the first record: a title, comments, a
   * banner. They are lines of the file, whatever is in them; those after keep their numbers. Default 0.
   */
  readonly skipLines?: number;
  /** What an empty cell becomes. Default `keep`. */
  readonly empty?: EmptyCells;
  /**
   * Names of columns that never hold NULL, such as keys: where `empty` is `null` their empty cells are
   * left out. A name that is no column's has no say. Default: none.
   */
  readonly notNull?: readonly string[];
  /**
   * Where to begin: the first record that is read is number `from.index`. Those before it are counted,
   * their values are not read. The input begins at its beginning all the same. Default: all.
   */
  readonly from?: Pick<Position, "index">;
  /**
   * The columns, where they are known beforehand: what `onColumns` or `csvLayout` gave. Then the input
   * has no header, or the range begins after it, and `delimiter`, `escape`, `types`, `infer`, `names`,
   * `hasHeader` and `skipLines` have no say.
   * Default: the first line says them.
   */
  readonly columns?: CsvColumns;
  /**
   * As of other sources; a range that does not begin at byte 0 needs `columns`, and quoted newlines
   * allow it to begin and end only where `splitCsv` says, and to begin where `onReached` says.
   */
  readonly range?: ByteRange;
  /** The longest record in bytes, its quotes and newlines included. Default 1,048,576. */
  readonly maxRecordBytes?: number;
  /**
   * Called once, before the first record, with what was found; also where a header stands alone, not
   * where there is nothing at all.
   */
  readonly onColumns?: (columns: CsvColumns) => void;
  /** Tells how the values of some columns were written. Default: nobody wants to know. */
  readonly texts?: ColumnTexts;
}

/** What a CSV turned out to be. */
export interface CsvColumns {
  readonly delimiter: string;
  /** Undefined where quotes are doubled, as RFC 4180 has it. */
  readonly escape?: CsvEscape | undefined;
  /** In the header's order. */
  readonly columns: readonly CsvColumn[];
  /** How many records the inferred types rest on. Default 0: none was to be inferred. */
  readonly sampled?: number;
}

/** One column: an attribute of every record. */
export interface CsvColumn {
  /** Empty where the column is left out of the records. */
  readonly name: string;
  readonly type: ColumnType;
  /** Whether the type was found from the first records; a type in `types` was not, nor a default. */
  readonly inferred: boolean;
}
