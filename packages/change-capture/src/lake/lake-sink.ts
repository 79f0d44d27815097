import { auditLine } from "../audit/audit-line.ts";
import type { ChangeEvent } from "../change-event.ts";
import { sendParts } from "../failures/send-parts.ts";
import type { FailedChange, Sink } from "../sink.ts";
import {
  type DeliveryStream,
  LAKE_BATCH_BYTES,
  LAKE_BATCH_RECORDS,
  LAKE_RECORD_BYTES,
  type LakeRecord,
} from "./delivery-stream.ts";

/** How changes go into a lake. */
export interface LakeSinkOptions {
  readonly stream: DeliveryStream;
  /** A change's line. Default {@link auditLine}; whoever needs the line elsewhere too gives one that remembers. */
  readonly lineOf?: (change: ChangeEvent) => string;
}

interface ChangeRecord extends LakeRecord {
  readonly change: ChangeEvent;
}

/**
 * Puts each change as a line, as the audit log has it, into a delivery stream. Firehose keeps no order:
 * `sequence_number` does. Of a change that is larger than a record may be the images are left out, and
 * `left_out` says so.
 */
export function lakeSink({ stream, lineOf = auditLine }: LakeSinkOptions): Sink {
  return {
    name: "firehose",
    async write(changes, { retry }) {
      const failed: FailedChange[] = [];
      for (const batch of batches(changes, lineOf)) {
        const refused = await sendParts(batch, (records) => stream.put(records), retry);
        for (const [{ change }, error] of refused) failed.push({ change, error });
      }
      return failed;
    },
  };
}

function* batches(
  changes: readonly ChangeEvent[],
  lineOf: (change: ChangeEvent) => string,
): Generator<ChangeRecord[]> {
  let batch: ChangeRecord[] = [];
  let bytes = 0;
  for (const change of changes) {
    const data = dataOf(change, lineOf);
    if (batch.length === LAKE_BATCH_RECORDS || bytes + data.length > LAKE_BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push({ change, data });
    bytes += data.length;
  }
  if (batch.length > 0) yield batch;
}

function dataOf(change: ChangeEvent, lineOf: (change: ChangeEvent) => string): string {
  const bytes = Buffer.from(`${lineOf(change)}\n`);
  if (bytes.length <= LAKE_RECORD_BYTES) return bytes.toString("base64");
  const { old: _, new: __, ...rest } = JSON.parse(auditLine(change));
  const line = JSON.stringify({ ...rest, left_out: ["old", "new"] });
  return Buffer.from(`${line}\n`).toString("base64");
}
