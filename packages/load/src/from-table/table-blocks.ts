import type { RecordBlock } from "../source/record-block.ts";
import type { RecordReading } from "../source/record-reading.ts";
import type { SourceCursor } from "../source/source-cursor.ts";
import type { TableRead } from "./table-reading.ts";
import type { TableInput } from "./table-source.ts";

/** Where a table is gone on with, and what was read of it before. */
interface TableCursor extends TableRead {
  readonly state: unknown;
}

/** Reads a table's items, a page in each block: any of them is a place to go on from. */
export async function* tableBlocks(
  input: TableInput,
  { from, cursor, onBytes }: Pick<RecordReading, "from" | "cursor" | "onBytes">,
): AsyncGenerator<RecordBlock, void, undefined> {
  let index = from;
  const { state: begin, ...before } = cursorFrom(cursor);
  // The first look is paid for too.
  input.read = { ...before, readUnits: before.readUnits + input.read.readUnits };
  onBytes?.(before.scanned);
  for await (const { items, scanned, units, throttles, state } of input.pages(begin)) {
    const { read } = input;
    input.read = {
      scanned: read.scanned + scanned,
      readUnits: read.readUnits + units,
      throttledPages: read.throttledPages + throttles,
    };
    onBytes?.(scanned);
    const records = items.map((attributes) => {
      const position = { index };
      index += 1;
      return { ok: true, attributes, position } as const;
    });
    yield { kind: "items", records, cursor: asCursor({ state, ...input.read }) };
  }
}

/** A state is JSON, which its type can't say. */
function asCursor(cursor: TableCursor): SourceCursor {
  return cursor as unknown as SourceCursor;
}

/** Of what came from a checkpoint only the state is looked at, by the scan. */
function cursorFrom(cursor: SourceCursor | undefined): TableCursor {
  const kept = typeof cursor === "object" && !Array.isArray(cursor) ? (cursor ?? {}) : {};
  const count = (name: keyof TableRead) => Number(kept[name] ?? 0);
  return {
    state: kept.state,
    scanned: count("scanned"),
    readUnits: count("readUnits"),
    throttledPages: count("throttledPages"),
  };
}
