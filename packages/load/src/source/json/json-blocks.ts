import {
  batchWriteBlocks,
  dynamodbJsonRecordBlocks,
  dynamodbJsonValueBlocks,
  jsonValueRecordBlocks,
  type LineOptions,
} from "@spillway/records";
import type { JsonSource } from "../one-source.ts";
import type { RecordBlock } from "../record-block.ts";

/** Said where the last answer in a source goes on in another one. */
const MORE =
  "the last answer in it has a LastEvaluatedKey or NextToken: the table had more than is in the source";

/** What reading JSON that may be spread over lines needs. */
interface JsonReading extends LineOptions {
  /** Called with what a person should know, once it is known. */
  readonly onNote?: ((note: string) => void) | undefined;
}

/**
 * Reads JSON whose records may be anywhere, in blocks.
 *
 * @param text decompressed, in UTF-8
 */
export async function* jsonBlocks(
  source: JsonSource,
  text: AsyncIterable<Uint8Array>,
  reading: JsonReading,
): AsyncGenerator<RecordBlock, void, undefined> {
  const { onNote, from = { index: 0 } } = reading;
  const onMore = () => onNote?.(MORE);
  if (source.format === "json") {
    const blocks = jsonValueRecordBlocks(text, { layout: source.layout, from, onMore });
    for await (const records of blocks) yield { kind: "records", records };
  } else if (source.format === "batch-write") {
    const { requestsOf: table, others } = source;
    const passedOver = new Map<string, number>();
    const onOther = (name: string) => passedOver.set(name, (passedOver.get(name) ?? 0) + 1);
    const blocks = batchWriteBlocks(text, { table, others, from, onOther });
    for await (const records of blocks) yield { kind: "items", records };
    for (const [name, count] of passedOver) {
      onNote?.(`${count} ${count === 1 ? "request" : "requests"} of the table ${name} passed over`);
    }
  } else {
    const { layout } = source;
    const blocks =
      layout === undefined
        ? dynamodbJsonRecordBlocks(text, reading)
        : dynamodbJsonValueBlocks(text, { layout, from, onMore });
    for await (const records of blocks) yield { kind: "items", records };
  }
}
