import { chargeAll, giveBackAll } from "@spillway/capacity";
import { type Answer, jsonAnswer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { parseJsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import { recordRefusals } from "../usage/write-usage.ts";
import {
  type Admission,
  admitEach,
  admitTogether,
  claimsOf,
  type MeteredWrite,
} from "../writes/admission.ts";
import { batchOf } from "../writes/batch-of.ts";
import { meterWrites } from "../writes/meter-writes.ts";
import { type WriteOperation, writesOf } from "../writes/write-request.ts";
import { forwardWrites } from "./forward-writes.ts";
import { canceledTransactionAnswer, throttleAnswer } from "./throttle-answer.ts";
import { wouldBeDone } from "./would-be-done.ts";

/**
 * Answers a write: forwards what the capacity allows, refuses the rest as DynamoDB does, and counts
 * both. What is refused is never forwarded, and what the engine would refuse is not refused here.
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
  const wanted = faulty.size === 0 ? writes : writes.filter((_, place) => !faulty.has(place));
  const admission =
    operation === "TransactWriteItems"
      ? admitTogether(clock.now(), wanted)
      : admitEach(clock.now(), wanted);
  const forwarded = { operation, request, body };
  if (admission.refused.length === 0) {
    return forwardWrites(services, forwarded, admission.admitted, held);
  }
  if (!(await wouldBeDone(services, operation, request, body, writes))) {
    // For the engine to refuse. Should it do it after all, then on credit.
    giveBackAll(clock.now(), admission.admitted.flatMap(claimsOf));
    chargeAll(clock.now(), writes.flatMap(claimsOf));
    return forwardWrites(services, forwarded, writes, []);
  }
  recordRefusals(services, operation, admission);
  if (admission.admitted.length === 0) return refusalAnswer(operation, writes, admission);
  const back = [...admission.refused.map(({ write }) => write), ...held];
  return forwardWrites(services, forwarded, admission.admitted, back);
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
