import { chargeAll, giveBackAll } from "@spillway/capacity";
import { type Answer, changedAnswer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf } from "../http/upstream.ts";
import type { JsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import { recordWritten, writtenOf } from "../usage/write-usage.ts";
import { claimsOf, type MeteredWrite } from "../writes/admission.ts";
import { batchOf, withUnprocessed } from "../writes/batch-of.ts";
import { consumedCapacity } from "../writes/consumed-capacity.ts";
import { measure } from "../writes/meter-writes.ts";
import { type AskedForOldItem, askForOldItem, oldItemOf } from "../writes/returned-old-item.ts";
import type { WriteOperation } from "../writes/write-request.ts";

/** A request that is forwarded. */
interface ForwardedRequest {
  readonly operation: WriteOperation;
  readonly request: IncomingRequest;
  readonly body: JsonObject;
}

/**
 * Forwards writes that are paid for, settles what they cost by what the engine says, and answers.
 *
 * @param back what of a batch is not forwarded and comes back unprocessed
 */
export async function forwardWrites(
  services: RouteServices,
  { operation, request, body }: ForwardedRequest,
  admitted: readonly MeteredWrite[],
  back: readonly MeteredWrite[],
): Promise<Answer> {
  const { upstream, readOldItems } = services;
  const asked = readOldItems ? undefined : askForOldItem(operation, request.body, body);
  const sent =
    back.length === 0
      ? (asked?.body ?? request.body)
      : Buffer.from(JSON.stringify({ ...body, RequestItems: batchOf(admitted) }));
  const answer = await upstream.send(request, sent);
  const content = contentOf(answer);
  const done = writtenOf(answer, content, admitted);
  const written = settled(services, operation, answer, asked && content, done, admitted);
  recordWritten(services, written);
  if (content === undefined) return answer;

  const changes: Record<string, unknown> = {};
  if (back.length > 0) changes.UnprocessedItems = withUnprocessed(content, back);
  const consumed = consumedCapacity(operation, body.ReturnConsumedCapacity, written);
  if (consumed !== undefined) changes.ConsumedCapacity = consumed;
  const isHidden = hidesOldItem(asked, content);
  if (!isHidden && Object.keys(changes).length === 0) return answer;
  const { Attributes, ...others } = content;
  return changedAnswer(answer, { ...(isHidden ? others : content), ...changes });
}

function hidesOldItem(asked: AskedForOldItem | undefined, content: JsonObject): boolean {
  return asked !== undefined && !asked.isForClient && content.Attributes !== undefined;
}

/**
 * Gives back the units of what the engine refused, and takes what a write cost more, or less, than
 * was thought before its old item was known.
 *
 * @param content the answer's, when it tells the old item
 */
function settled(
  { clock }: RouteServices,
  operation: WriteOperation,
  answer: Answer,
  content: JsonObject | undefined,
  done: readonly MeteredWrite[],
  admitted: readonly MeteredWrite[],
): readonly MeteredWrite[] {
  const isRefused = done.length === 0 && answer.status >= 400 && answer.status < 500;
  if (isRefused) giveBackAll(clock.now(), admitted.flatMap(claimsOf));
  const [write] = done;
  const before = content && oldItemOf(content);
  if (write === undefined || before === undefined) return done;
  const measured = measure(write.meter, write.request, before, operation);
  if (measured === undefined) return done;
  const exact = { ...write, ...measured };
  giveBackAll(clock.now(), claimsOf(write));
  chargeAll(clock.now(), claimsOf(exact));
  return [exact];
}
