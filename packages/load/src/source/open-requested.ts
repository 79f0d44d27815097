import type { ExportInput, Input } from "../input/input.ts";
import type { LoadRequest } from "../run/load-request.ts";
import {
  assertShapesItems,
  neededAttributes,
  type ShapeRequest,
} from "../shape/shape-of-request.ts";
import type { DescribedTable } from "../table/describe-table.ts";
import { openSource } from "./open-source.ts";
import type { Source } from "./source.ts";

/** What of a request says how a source is read. */
export type ReadingRequest = ShapeRequest &
  Pick<LoadRequest, "format" | "encoding" | "delimiter" | "types" | "empty">;

/**
 * Looks at the beginning of an input and finds how to read it, as a request wishes and a table needs.
 *
 * @throws SpillwayError as {@link openSource} does, and `TEMPLATE_INVALID`, `ITEMS_HAVE_KEYS`
 */
export async function openRequested(
  input: Input | ExportInput,
  request: ReadingRequest,
  { shape, keyAttributes }: DescribedTable,
): Promise<Source> {
  const { delimiter, types, empty, format, encoding } = request;
  const source = await openSource(input, {
    format,
    encoding,
    csv: {
      delimiter,
      types: types?.columns ?? {},
      infer: types?.infer ?? true,
      empty,
    },
    keyAttributes,
    needed: neededAttributes(shape.keys, request),
  });
  assertShapesItems(source.format, request);
  return source;
}
