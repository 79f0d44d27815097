import type { Reason } from "@spillway/errors";
import type { RecordBlock } from "./record-block.ts";

/**
 * Blocks of a source in another encoding than UTF-8: where a line could not be decoded the reason says
 * in which one, since its reader knows of UTF-8 alone.
 */
export async function* namingEncoding(
  blocks: AsyncIterable<RecordBlock>,
  encoding: string,
): AsyncGenerator<RecordBlock, void, undefined> {
  const reason: Reason = {
    code: "TEXT_NOT_DECODABLE",
    message: `expected text in ${encoding}; the line has other bytes`,
  };
  const named = <R extends RecordBlock["records"][number]>(record: R): R =>
    record.ok || record.reason.code !== "TEXT_NOT_UTF8" ? record : { ...record, reason };
  for await (const block of blocks) {
    yield block.kind === "items"
      ? { ...block, records: block.records.map(named) }
      : { ...block, records: block.records.map(named) };
  }
}
