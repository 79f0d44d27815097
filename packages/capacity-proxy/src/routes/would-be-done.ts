import type { Answer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { isJsonObject, type JsonObject, parseJsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import type { MeteredWrite } from "../writes/admission.ts";
import { neverHolding } from "../writes/never-holds.ts";
import { isValidRequest } from "../writes/valid-request.ts";
import type { WriteOperation } from "../writes/write-request.ts";

/**
 * Whether the engine would do a request that there is no capacity for. One that it would refuse must
 * not be throttled: a client would send it for ever. What needs the engine's judgement is asked of it
 * with a condition that never holds; it costs a round trip, and only where something is refused.
 *
 * @throws TARGET_UNREACHABLE
 */
export async function wouldBeDone(
  { upstream }: RouteServices,
  operation: WriteOperation,
  request: IncomingRequest,
  body: JsonObject,
  writes: readonly MeteredWrite[],
): Promise<boolean> {
  if (!isValidRequest(operation, body, writes, request.body.length)) return false;
  const question = neverHolding(operation, body, writes);
  if (question === undefined) return true;
  const answer = await upstream.send(request, Buffer.from(JSON.stringify(question)));
  return answer.status >= 500 || saysThatNoConditionHeld(answer);
}

/** What a transaction may be cancelled for and yet be one that the engine does at another time. */
const PASSING = ["None", "ConditionalCheckFailed", "TransactionConflict", "ThrottlingError"];

function saysThatNoConditionHeld(answer: Answer): boolean {
  const content = parseJsonObject(answer.body);
  const type = String(content?.__type);
  if (type.endsWith("ConditionalCheckFailedException")) return true;
  if (!type.endsWith("TransactionCanceledException")) return false;
  const reasons = content?.CancellationReasons;
  if (!Array.isArray(reasons)) return false;
  return reasons.every((reason) => isJsonObject(reason) && PASSING.includes(String(reason.Code)));
}
