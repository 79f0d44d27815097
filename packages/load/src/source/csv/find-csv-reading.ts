import type { KeyAttribute } from "@spillway/item";
import {
  type ColumnType,
  columnsOfHead,
  type EmptyCells,
  type InputHead,
  separatorLine,
} from "@spillway/records";
import { loadError } from "../../errors.ts";
import type { LoadRequest } from "../../run/load-request.ts";
import { assertColumnsHaveKey } from "../key-check.ts";
import { withCsvHint } from "./csv-hint.ts";
import type { CsvReading } from "./csv-reading.ts";

/** What a person says of a CSV; what is undefined is found, or as in every other CSV. */
export interface CsvWishes {
  readonly delimiter: string | undefined;
  readonly columns?: LoadRequest["columns"] | undefined;
  readonly header?: LoadRequest["header"] | undefined;
  readonly skipLines?: LoadRequest["skipLines"] | undefined;
  readonly escape?: LoadRequest["escape"] | undefined;
  /** What the person said of columns. */
  readonly types: Readonly<Record<string, ColumnType>>;
  /** Whether the types of the other columns are found from the first records. */
  readonly infer: boolean;
  readonly empty: EmptyCells;
  /** Whether a type may be of a column that is not there: other files of the source have it. */
  readonly isOneOfSeveral?: boolean;
}

/** What a CSV has to have. */
export interface CsvNeeds {
  /** Every key attribute of the table and its indexes. */
  readonly keyAttributes: readonly KeyAttribute[];
  /** Names of the attributes that a record has to have for its key. */
  readonly needed: readonly string[];
}

/**
 * Finds how a CSV is to be read: the keys of the table and of its indexes say the types of their
 * columns, unless the person does; a first line `sep=;` says the delimiter, as in Excel.
 *
 * @param head the decompressed beginning of the CSV
 * @throws SpillwayError `CSV_HEADER_INVALID`, `CSV_NAMES_INVALID`, `CSV_NAMES_NOT_GIVEN`,
 * `CSV_COLUMN_UNKNOWN`, `CSV_KEY_IS_BINARY`, `KEY_COLUMN_MISSING`, each with the option that helps
 */
export function csvReading(head: InputHead, wishes: CsvWishes, needs: CsvNeeds): CsvReading {
  const { infer, empty, columns, header } = wishes;
  const separator = separatorLine(head.bytes);
  const delimiter = wishes.delimiter ?? separator ?? "auto";
  // A person who counts the lines before the header counts this one too.
  const skipLines = Math.max(wishes.skipLines ?? 0, separator === undefined ? 0 : 1);
  const { isOneOfSeveral = false } = wishes;
  const asWritten = {
    ...{ delimiter, escape: wishes.escape ?? "auto" },
    ...(columns && { names: columns }),
    ...(header === false && { hasHeader: false }),
    ...(skipLines > 0 && { skipLines }),
  };
  const { keyAttributes, needed } = needs;
  try {
    const found = columnsOfHead(head, {
      ...asWritten,
      types: isOneOfSeveral ? {} : wishes.types,
    });
    const names = found?.columns.flatMap(({ name }) => (name === "" ? [] : name)) ?? [];
    const types = isOneOfSeveral ? ofThese(wishes.types, names) : wishes.types;
    assertColumnsHaveKey(names, needed);
    const ofKeys = keyAttributes.filter(({ name }) => names.includes(name));
    assertCsvCanHave(ofKeys);
    const typesOfKeys = ofKeys.map(
      ({ name, type }) => [name, type === "N" ? "number" : "string"] as const,
    );
    const areKeys = new Set([...needed, ...ofKeys.map(({ name }) => name)]);
    return {
      ...asWritten,
      delimiter: found?.delimiter ?? delimiter,
      types: { ...Object.fromEntries(typesOfKeys), ...types },
      ...{ infer, empty },
      notNull: names.filter((name) => areKeys.has(name)),
    };
  } catch (error) {
    throw withCsvHint(error, head.bytes, asWritten, needed);
  }
}

function assertCsvCanHave(keys: readonly KeyAttribute[]): void {
  const binary = keys.find(({ type }) => type === "B");
  if (binary === undefined) return;
  throw loadError(
    "CSV_KEY_IS_BINARY",
    `expected a key of text or numbers, which CSV can hold; came "${binary.name}", which is binary`,
    { hint: `Load DynamoDB JSON instead: {"${binary.name}":{"B":"base64"}}` },
  );
}

function ofThese(
  types: Readonly<Record<string, ColumnType>>,
  names: readonly string[],
): Readonly<Record<string, ColumnType>> {
  return Object.fromEntries(Object.entries(types).filter(([name]) => names.includes(name)));
}
