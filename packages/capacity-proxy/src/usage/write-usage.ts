import { keyOf } from "@spillway/item";
import type { Answer } from "../http/answer.ts";
import { isJsonObject, type JsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import type { Admission, MeteredWrite } from "../writes/admission.ts";
import { type WriteOperation, type WriteRequest, writesOf } from "../writes/write-request.ts";

/** The writes that the engine says it has done, or has at least paid for. */
export function writtenOf(
  answer: Answer,
  content: JsonObject | undefined,
  admitted: readonly MeteredWrite[],
): readonly MeteredWrite[] {
  // A condition that fails costs as much as one that holds.
  if (content === undefined) {
    return answer.body.includes("ConditionalCheckFailed") ? admitted : [];
  }
  const back = isJsonObject(content.UnprocessedItems) ? content.UnprocessedItems : {};
  if (Object.keys(back).length === 0) return admitted;
  const undone = new Set(
    (writesOf("BatchWriteItem", { RequestItems: back }) ?? []).map((write) =>
      nameOf(write, admitted),
    ),
  );
  return admitted.filter((write) => !undone.has(nameOf(write.request, [write])));
}

/** One name for each item that a batch writes. */
function nameOf(write: WriteRequest, metered: readonly MeteredWrite[]): string | undefined {
  const meter = metered.find((one) => one.request.table === write.table)?.meter;
  return meter && `${write.table} ${keyOf(write.item, meter.shape.keys)}`;
}

/** Counts what was refused, and the request when nothing of it was taken. */
export function recordRefusals(
  { ledger, clock }: RouteServices,
  operation: WriteOperation,
  { admitted, refused }: Admission,
): void {
  const nowMs = clock.now();
  for (const { refusals } of refused) {
    for (const { resource, reason } of refusals) {
      ledger.record(nowMs, resource, { refusedWrites: [reason] });
    }
  }
  if (admitted.length > 0) return;
  for (const meter of new Set(refused.map(({ write }) => write.meter))) {
    ledger.record(nowMs, meter.resource, { refusedRequest: operation });
  }
}

/** Counts what was written. */
export function recordWritten(
  { ledger, clock }: RouteServices,
  written: readonly MeteredWrite[],
): void {
  const nowMs = clock.now();
  for (const { meter, units } of written) {
    ledger.record(nowMs, meter.resource, { writeUnits: units.table });
    for (const [index, count] of Object.entries(units.indexes)) {
      ledger.record(nowMs, { ...meter.resource, index }, { writeUnits: count });
    }
  }
}
