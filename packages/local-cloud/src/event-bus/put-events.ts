import * as z from "zod";
import { type BusEvent, busEvent } from "./bus-event.ts";

const entry = z.looseObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  EventBusName: z.string().optional(),
  /** Epoch seconds in this protocol; moto's clients may say it in ISO 8601. */
  Time: z.union([z.number(), z.string()]).optional(),
});
const request = z.object({ Entries: z.array(entry) });
const answeredEntry = z.looseObject({ EventId: z.string().optional() });
const answer = z.looseObject({ Entries: z.array(answeredEntry) });

/** An event and the bus that it is for. */
export interface TakenEvent {
  readonly bus: string;
  readonly event: BusEvent;
}

/** What becomes of a PutEvents request. */
export interface PutEventsOutcome {
  readonly taken: readonly TakenEvent[];
  /** The answer to the client, JSON. */
  readonly answer: string;
}

/** The bus that every region has. */
export const DEFAULT_BUS = "default";
const NOT_FOR_CUSTOMERS = {
  ErrorCode: "NotAuthorizedForSource",
  ErrorMessage: "Not authorized for the source.",
};

/**
 * Which events a PutEvents request put, by moto's answer, in which each that it takes has an id. Those that
 * say that they come from AWS are refused, as there.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(
  body: string,
  answered: string,
  region: string,
  nowMs: number,
): PutEventsOutcome {
  const { Entries: entries } = request.parse(JSON.parse(body));
  const given = answer.parse(JSON.parse(answered));
  const taken: TakenEvent[] = [];
  const results = given.Entries.map((result, index) => {
    const put = entries[index];
    if (put === undefined || result.EventId === undefined) return result;
    if (put.Source?.startsWith("aws.")) return NOT_FOR_CUSTOMERS;
    const event = busEvent({
      id: result.EventId,
      source: put.Source ?? "",
      detailType: put.DetailType ?? "",
      resources: put.Resources,
      detail: JSON.parse(put.Detail ?? "{}"),
      atMs: timeOf(put.Time) ?? nowMs,
      region,
    });
    taken.push({ bus: busName(put.EventBusName), event });
    return result;
  });
  const FailedEntryCount = results.filter((one) => "ErrorCode" in one).length;
  return { taken, answer: JSON.stringify({ ...given, FailedEntryCount, Entries: results }) };
}

/** The name of a bus by name or ARN. */
export function busName(reference: string | undefined): string {
  return reference?.split("/").at(-1) || DEFAULT_BUS;
}

function timeOf(time: number | string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const ms = typeof time === "number" ? time * 1_000 : Date.parse(time);
  return Number.isNaN(ms) ? undefined : ms;
}
