import type { ExportInput, Input } from "../input/input.ts";
import type { LoadRequest } from "../run/load-request.ts";
import {
  assertShapesItems,
  neededAttributes,
  type ShapeRequest,
} from "../shape/shape-of-request.ts";
import type { DescribedTable } from "../table/describe-table.ts";
import type { OneSource } from "./one-source.ts";
import { type OpenSourceOptions, openSource } from "./open-source.ts";
import type { TablesNamed } from "./requested-table.ts";

/** What of a request says how a source is read. */
export type ReadingRequest = ShapeRequest &
  Pick<
    LoadRequest,
    | "transform"
    | "format"
    | "encoding"
    | "delimiter"
    | "types"
    | "empty"
    | "columns"
    | "header"
    | "skipLines"
    | "escape"
  >;

/** What of the other files a file of several is read by. */
export interface AmongFiles {
  /** Whether there are others, which may have the columns that this one lacks. */
  readonly isOneOfSeveral: boolean;
  /** The tables that all of them name, where they are batch-write files. */
  readonly allNamed: TablesNamed;
}

/**
 * Looks at the beginning of an input and finds how to read it, as a request wishes and a table needs.
 *
 * @param among of a file of several
 * @throws SpillwayError as {@link openSource} does, and `TEMPLATE_INVALID`, `ITEMS_HAVE_KEYS`
 */
export async function openRequested(
  input: Input | ExportInput,
  request: ReadingRequest,
  { shape, keyAttributes }: DescribedTable,
  among?: AmongFiles,
): Promise<OneSource> {
  const { transform } = request;
  const { csv, ...wishes } = readingWishes(request);
  const onFormat = (format: OneSource["format"]) => {
    if (transform === undefined) assertShapesItems(format, request);
  };
  return openSource(input, {
    ...wishes,
    csv: { ...csv, isOneOfSeveral: among?.isOneOfSeveral ?? false },
    allNamed: among?.allNamed,
    // What a transform makes of the records is not known before.
    keyAttributes: transform ? keyAttributes.filter(({ type }) => type !== "B") : keyAttributes,
    needed: transform ? [] : neededAttributes(shape.keys, request),
    table: shape.name,
    onFormat,
  });
}

/** What a request says of how a source is written, whichever it is. */
export function readingWishes({
  format,
  encoding,
  types,
  ...request
}: ReadingRequest): Pick<OpenSourceOptions, "format" | "encoding" | "csv"> {
  const { delimiter, empty, columns, header, skipLines } = request;
  return {
    ...{ format, encoding },
    csv: {
      ...{ delimiter, types: types?.columns ?? {}, infer: types?.infer ?? true, empty },
      ...{ columns, header, skipLines, escape: request.escape },
    },
  };
}
