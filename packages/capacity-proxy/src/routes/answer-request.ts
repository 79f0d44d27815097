import { isSpillwayError } from "@spillway/errors";
import type { FaultDice, FaultPlan } from "../faults/fault-dice.ts";
import { type Answer, errorAnswer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import type { RouteServices } from "../route-services.ts";
import { isWriteOperation } from "../writes/write-request.ts";
import { answerRead } from "./read-route.ts";
import { isReadOperation } from "./read-units.ts";
import { answerTable, isTableOperation } from "./table-route.ts";
import { answerWrite } from "./write-route.ts";

/**
 * Answers a DynamoDB request, with whatever is to go wrong with it.
 *
 * @returns `drop` when the connection is to be cut instead
 */
export async function answerRequest(
  services: RouteServices,
  request: IncomingRequest,
  plan: FaultPlan,
  dice: FaultDice,
): Promise<Answer | "drop"> {
  if (plan.latencyMs > 0) await services.clock.sleep(plan.latencyMs);
  if (plan.drop === "before") return "drop";
  if (plan.serverError) {
    return errorAnswer(500, "InternalServerError", "Internal server error (injected on request)");
  }
  const answer = await route(services, request, plan, dice).catch((error: unknown) => {
    if (!isSpillwayError(error)) throw error;
    return errorAnswer(502, "InternalServerError", `capacity-proxy: ${error.message}`);
  });
  return plan.drop === "after" ? "drop" : answer;
}

async function route(
  services: RouteServices,
  request: IncomingRequest,
  plan: FaultPlan,
  dice: FaultDice,
): Promise<Answer> {
  const { operation } = request;
  if (isWriteOperation(operation)) {
    return answerWrite(services, operation, request, (count) =>
      plan.partialBatch ? dice.unprocessed(count) : new Set(),
    );
  }
  if (isReadOperation(operation)) return answerRead(services, request);
  if (isTableOperation(operation)) return answerTable(services, request);
  return services.upstream.send(request);
}
