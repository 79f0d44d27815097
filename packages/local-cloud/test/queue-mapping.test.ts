import { describe, expect, it } from "vitest";
import { queueMappings } from "../src/event-sources/queue-mapping.ts";

const least = {
  UUID: "u",
  EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:q",
  FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
};

describe("queueMappings", () => {
  it("fills in Lambda's defaults", () => {
    expect(queueMappings({ EventSourceMappings: [least] })).toEqual([
      {
        uuid: "u",
        queueArn: least.EventSourceArn,
        functionArn: least.FunctionArn,
        enabled: true,
        batchSize: 10,
        windowSeconds: 0,
        maximumConcurrency: undefined,
        reportsItemFailures: false,
      },
    ]);
  });

  it("reads every setting", () => {
    const whole = {
      ...least,
      State: "Disabled",
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 2 },
    };
    expect(queueMappings({ EventSourceMappings: [whole] })).toMatchObject([
      {
        enabled: false,
        batchSize: 100,
        windowSeconds: 5,
        maximumConcurrency: 2,
        reportsItemFailures: true,
      },
    ]);
  });

  it("leaves out mappings of other sources", () => {
    const stream = { ...least, EventSourceArn: "arn:aws:dynamodb:us-east-1:1:table/t/stream/x" };
    expect(queueMappings({ EventSourceMappings: [stream] })).toEqual([]);
    expect(queueMappings({})).toEqual([]);
  });
});
