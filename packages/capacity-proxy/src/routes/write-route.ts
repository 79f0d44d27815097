import { type Answer, changedAnswer, jsonAnswer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf } from "../http/upstream.ts";
import { isJsonObject, type JsonObject, parseJsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import { recordRefusals, recordWritten, writtenOf } from "../usage/write-usage.ts";
import {
  type Admission,
  admitEach,
  admitTogether,
  type MeteredWrite,
} from "../writes/admission.ts";
import { consumedCapacity } from "../writes/consumed-capacity.ts";
import { meterWrites } from "../writes/meter-writes.ts";
import { type WriteOperation, writesOf } from "../writes/write-request.ts";
import { canceledTransactionAnswer, throttleAnswer } from "./throttle-answer.ts";

/**
 * Answers a write: forwards what the capacity allows, refuses the rest as DynamoDB does, and counts
 * both. What is refused is never forwarded.
 *
 * @param chooseUnprocessed which of so many writes of a batch come back without a reason
 */
export async function answerWrite(
  services: RouteServices,
  operation: WriteOperation,
  request: IncomingRequest,
  chooseUnprocessed: (count: number) => ReadonlySet<number>,
): Promise<Answer> {
  const { upstream, clock } = services;
  const body = parseJsonObject(request.body);
  const requests = body === undefined ? undefined : writesOf(operation, body);
  const writes = requests && (await meterWrites(services, operation, request, requests));
  // What can't be measured (no such table, a key missing) is for the engine to refuse.
  if (body === undefined || writes === undefined) return upstream.send(request);

  const faulty =
    operation === "BatchWriteItem" ? chooseUnprocessed(writes.length) : new Set<number>();
  const held = writes.filter((_, place) => faulty.has(place));
  const wanted = writes.filter((_, place) => !faulty.has(place));
  const admission =
    operation === "TransactWriteItems"
      ? admitTogether(clock.now(), wanted)
      : admitEach(clock.now(), wanted);
  recordRefusals(services, operation, admission);

  if (admission.admitted.length === 0) return refusalAnswer(operation, writes, admission);
  const back = [...admission.refused.map(({ write }) => write), ...held];
  const answer =
    back.length === 0
      ? await upstream.send(request)
      : await upstream.send(
          request,
          bodyOf({ ...body, RequestItems: batchOf(admission.admitted) }),
        );
  const content = contentOf(answer);
  const written = writtenOf(answer, content, admission.admitted);
  recordWritten(services, written);
  if (content === undefined) return answer;
  const consumed = consumedCapacity(operation, body.ReturnConsumedCapacity, written);
  if (back.length === 0 && consumed === undefined) return answer;
  return changedAnswer(answer, {
    ...content,
    ...(back.length === 0 ? {} : { UnprocessedItems: withUnprocessed(content, back) }),
    ...(consumed === undefined ? {} : { ConsumedCapacity: consumed }),
  });
}

function refusalAnswer(
  operation: WriteOperation,
  writes: readonly MeteredWrite[],
  { refused }: Admission,
): Answer {
  if (operation === "TransactWriteItems") {
    const byWrite = new Map(refused.map(({ write, refusals }) => [write, refusals[0]]));
    return canceledTransactionAnswer(writes.map((write) => byWrite.get(write)));
  }
  const [first, ...others] = refused.flatMap(({ refusals }) => refusals);
  // Without a refusal everything was held back by a fault; there is always one that was not.
  if (first === undefined) return jsonAnswer(200, { UnprocessedItems: batchOf(writes) });
  return throttleAnswer([first, ...others]);
}

/** `RequestItems` or `UnprocessedItems` of these writes. */
function batchOf(writes: readonly MeteredWrite[]): JsonObject {
  const byTable = Map.groupBy(writes, (write) => write.request.table);
  return Object.fromEntries(
    [...byTable].map(([table, ofTable]) => [table, ofTable.map(({ request }) => request.source)]),
  );
}

function withUnprocessed(content: JsonObject, back: readonly MeteredWrite[]): JsonObject {
  const merged: Record<string, unknown> = { ...batchOf(back) };
  const ofEngine = isJsonObject(content.UnprocessedItems) ? content.UnprocessedItems : {};
  for (const [table, requests] of Object.entries(ofEngine)) {
    merged[table] = [requests, merged[table] ?? []].flat();
  }
  return merged;
}

function bodyOf(content: JsonObject): Buffer {
  return Buffer.from(JSON.stringify(content));
}
