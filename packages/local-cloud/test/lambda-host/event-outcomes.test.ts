import { describe, expect, it } from "vitest";
import type { Delivery } from "../../src/destinations/delivery.ts";
import { EventOutcomes } from "../../src/lambda-host/asynchronous/event-outcomes.ts";
import type { EventSettings } from "../../src/lambda-host/asynchronous/event-settings.ts";
import type { FinishedEvent } from "../../src/lambda-host/asynchronous/finished-event.ts";

const AT = Date.UTC(2026, 0, 31, 23, 59, 8, 250);
const ARN = "arn:aws:lambda:us-east-1:123456789012:function:orders:$LATEST";
const settings: EventSettings = {
  retries: 2,
  maximumAgeMs: 1,
  onSuccess: "success",
  onFailure: "failure",
  deadLetterArn: "dead-letters",
  reservedConcurrency: undefined,
};
const failed: FinishedEvent = {
  requestId: "id",
  functionArn: ARN,
  payload: Buffer.from('{"order":7}'),
  condition: "RetriesExhausted",
  invokeCount: 3,
  response: {
    statusCode: 200,
    executedVersion: "4",
    failed: true,
    payload: Buffer.from('{"errorType":"Error","errorMessage":"out of stock"}'),
  },
};

async function outcomesOf(
  event: FinishedEvent,
  changes: Partial<EventSettings> = {},
  refused = "",
) {
  const sent = new Map<string, Delivery>();
  const observed: string[] = [];
  const errors: string[] = [];
  const outcomes = new EventOutcomes({
    send: async (_from, arn, delivery) => {
      if (arn === refused) throw new Error("denied");
      sent.set(arn, delivery);
    },
    now: () => AT,
    newId: () => "uuid",
    observe: (_name, metric, value) => observed.push(`${metric} ${value}`),
    onError: (message, error) => errors.push(`${message}: ${error}`),
  });
  await outcomes.finish({ name: "orders" }, { ...settings, ...changes }, event);
  return { sent, observed, errors };
}

describe("EventOutcomes", () => {
  it("sends the record of a failed event, and the event itself to the dead letters", async () => {
    const { sent, observed } = await outcomesOf(failed);
    expect([...sent.keys()]).toEqual(["failure", "dead-letters"]);
    const record = sent.get("failure");
    expect(JSON.parse(record?.body ?? "")).toEqual({
      version: "1.0",
      timestamp: "2026-01-31T23:59:08.250Z",
      requestContext: {
        requestId: "id",
        functionArn: ARN,
        condition: "RetriesExhausted",
        approximateInvokeCount: 3,
      },
      requestPayload: { order: 7 },
      responseContext: { statusCode: 200, executedVersion: "4", functionError: "Unhandled" },
      responsePayload: { errorType: "Error", errorMessage: "out of stock" },
    });
    expect(record?.event).toEqual({
      detailType: "Lambda Function Invocation Result - Failure",
      resources: [ARN],
    });
    expect(record?.object?.key).toBe("aws/lambda/async/orders/2026/01/31/2026-01-31T23.59.08-uuid");
    expect(sent.get("dead-letters")).toEqual({
      body: '{"order":7}',
      attributes: {
        RequestID: { type: "String", value: "id" },
        ErrorCode: { type: "Number", value: "200" },
        ErrorMessage: { type: "String", value: "out of stock" },
      },
    });
    expect(observed).toEqual(["AsyncEventsDropped 1"]);
  });

  it("sends the record of a success to its own destination only", async () => {
    const payload = Buffer.from('"done"');
    const response = { statusCode: 200, executedVersion: "4", failed: false, payload };
    const { sent, observed } = await outcomesOf({ ...failed, condition: "Success", response });
    expect([...sent.keys()]).toEqual(["success"]);
    expect(JSON.parse(sent.get("success")?.body ?? "")).toMatchObject({
      requestContext: { condition: "Success" },
      responseContext: { statusCode: 200, executedVersion: "4" },
      responsePayload: "done",
    });
    expect(observed).toEqual([]);
  });

  it.each<[string, FinishedEvent, string, string]>([
    [
      "that never ran",
      { ...failed, condition: "ZeroReservedConcurrency", response: undefined },
      "429",
      "Function not invoked. Function is configured with zero reserved concurrent executions",
    ],
    [
      "that was throttled",
      { ...failed, condition: "EventAgeExceeded", response: { statusCode: 429, failed: false } },
      "429",
      "Rate Exceeded.",
    ],
    [
      "with a long error",
      {
        ...failed,
        response: {
          statusCode: 200,
          failed: true,
          payload: Buffer.from(JSON.stringify({ errorMessage: "x".repeat(2_000) })),
        },
      },
      "200",
      "x".repeat(1_024),
    ],
  ])("says in a dead letter why of an event %s", async (_what, event, code, message) => {
    const { sent } = await outcomesOf(event);
    expect(sent.get("dead-letters")?.attributes).toMatchObject({
      ErrorCode: { value: code },
      ErrorMessage: { value: message },
    });
  });

  it.each([
    ["failure", "DestinationDeliveryFailures 1"],
    ["dead-letters", "DeadLetterErrors 1"],
  ])("counts and reports what does not reach its %s, and goes on", async (refused, metric) => {
    const { observed, errors, sent } = await outcomesOf(failed, {}, refused);
    expect(observed).toEqual([metric, "AsyncEventsDropped 1"]);
    expect(errors).toEqual([`an event of orders did not reach ${refused}: Error: denied`]);
    expect(sent.size).toBe(1);
  });

  it("sends nothing where nothing is named", async () => {
    const none = { onFailure: undefined, deadLetterArn: undefined };
    expect((await outcomesOf(failed, none)).sent.size).toBe(0);
  });
});
