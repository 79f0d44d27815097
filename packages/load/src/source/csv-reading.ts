import { Readable } from "node:stream";
import type { KeyAttribute } from "@spillway/item";
import {
  type ColumnType,
  type CsvOptions,
  csvRecordBlocks,
  type EmptyCells,
} from "@spillway/records";
import { loadError } from "../errors.ts";

/** How a CSV's text becomes values. */
export type CsvReading = Required<
  Pick<CsvOptions, "delimiter" | "types" | "infer" | "empty" | "notNull">
> &
  Pick<CsvOptions, "inferred">;

/** What a person says of a CSV. */
export interface CsvWishes {
  /** Undefined to find it. */
  readonly delimiter: string | undefined;
  /** What the person said of columns. */
  readonly types: Readonly<Record<string, ColumnType>>;
  /** Whether the types of the other columns are found from the first records. */
  readonly infer: boolean;
  readonly empty: EmptyCells;
  /** Whether a type may be of a column that is not there: other files of the source have it. */
  readonly isOneOfSeveral?: boolean;
}

/**
 * Finds how a CSV is to be read: the keys of the table and of its indexes say the types of their
 * columns, unless the person does.
 *
 * @param head the decompressed beginning of the CSV
 * @param keys every key attribute of the table and its indexes
 * @param needed names of what the table's key is made of
 * @throws SpillwayError `CSV_HEADER_INVALID`, `CSV_COLUMN_UNKNOWN`, `CSV_KEY_IS_BINARY`
 */
export async function csvReading(
  head: Buffer,
  wishes: CsvWishes,
  keys: readonly KeyAttribute[],
  needed: readonly string[],
): Promise<{ readonly reading: CsvReading; readonly names: readonly string[] }> {
  const { infer, empty, isOneOfSeveral = false } = wishes;
  let delimiter = wishes.delimiter ?? "auto";
  let names: readonly string[] = [];
  const onColumns: NonNullable<CsvOptions["onColumns"]> = (found) => {
    delimiter = found.delimiter;
    names = found.columns.map(({ name }) => name);
  };
  const checked = isOneOfSeveral ? {} : wishes.types;
  const blocks = csvRecordBlocks(Readable.from([head]), { delimiter, types: checked, onColumns });
  await blocks.next();
  await blocks.return();
  const types = isOneOfSeveral ? ofThese(wishes.types, names) : wishes.types;
  const ofKeys = keys.filter(({ name }) => names.includes(name));
  const binary = ofKeys.find(({ type }) => type === "B");
  if (binary !== undefined) {
    throw loadError(
      "CSV_KEY_IS_BINARY",
      `expected a key of text or numbers, which CSV can hold; came "${binary.name}", which is binary`,
      { hint: `Load DynamoDB JSON instead: {"${binary.name}":{"B":"base64"}}` },
    );
  }
  const typesOfKeys = ofKeys.map(
    ({ name, type }) => [name, type === "N" ? "number" : "string"] as const,
  );
  return {
    reading: {
      ...{ delimiter, infer, empty },
      types: { ...Object.fromEntries(typesOfKeys), ...types },
      notNull: names.filter(
        (name) => needed.includes(name) || ofKeys.some((key) => key.name === name),
      ),
    },
    names,
  };
}

function ofThese(
  types: Readonly<Record<string, ColumnType>>,
  names: readonly string[],
): Readonly<Record<string, ColumnType>> {
  return Object.fromEntries(Object.entries(types).filter(([name]) => names.includes(name)));
}
