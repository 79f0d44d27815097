import type { Refusal } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import type { Answer } from "../http/answer.ts";
import type { IncomingRequest } from "../http/incoming-request.ts";
import { contentOf } from "../http/upstream.ts";
import { parseJsonObject } from "../http/wire-json.ts";
import type { RouteServices } from "../route-services.ts";
import { readTargets, readUnits } from "./read-units.ts";
import { throttleAnswer } from "./throttle-answer.ts";

/**
 * Answers a read. Its units are known only afterwards: it goes through while any capacity is left,
 * and what it took beyond that is owed by the reads that follow.
 */
export async function answerRead(
  services: RouteServices,
  request: IncomingRequest,
): Promise<Answer> {
  const { upstream, catalog, clock, ledger } = services;
  const { operation } = request;
  const body = parseJsonObject(request.body);
  if (body === undefined) return upstream.send(request);

  const refusals: Refusal[] = [];
  for (const { table, index } of readTargets(operation, body)) {
    const meter = await catalog.meterOf(request, table).catch(unlessUndescribed);
    const refusal = meter?.readRefusal(clock.now(), index);
    if (refusal !== undefined) refusals.push(refusal);
  }
  const answer = await upstream.send(request);
  const [first, ...others] = refusals;
  // A read changes nothing: the engine does it, and so refuses what it can't do. The rest is refused here.
  if (first !== undefined) {
    if (answer.status >= 400 && answer.status < 500) return answer;
    recordRefusedRead(services, operation, refusals);
    return throttleAnswer([first, ...others]);
  }
  const content = contentOf(answer);
  if (content === undefined) return answer;
  for (const { table, index, units } of readUnits(operation, body, content)) {
    const meter = await catalog.meterOf(request, table).catch(unlessUndescribed);
    if (meter === undefined) continue;
    meter.chargeRead(clock.now(), units, index);
    const globalIndex = index !== undefined && meter.hasGlobalIndex(index) ? { index } : {};
    ledger.record(clock.now(), { ...meter.resource, ...globalIndex }, { readUnits: units });
  }
  return answer;
}

function recordRefusedRead(
  { ledger, clock }: RouteServices,
  operation: string,
  refusals: readonly Refusal[],
): void {
  for (const { resource, reason } of refusals) {
    ledger.record(clock.now(), resource, { refusedReads: [reason] });
    const { index: _, ...ofTable } = resource;
    ledger.record(clock.now(), ofTable, { refusedRequest: operation });
  }
}

/** A table that can't be described is read all the same: the engine tells, or says why not. */
function unlessUndescribed(error: unknown): undefined {
  if (!isSpillwayError(error, "TABLE_NOT_DESCRIBED")) throw error;
}
