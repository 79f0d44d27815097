import { describe, expect, it } from "vitest";
import type { EventSourceMapping } from "../../../src/event-sources/mappings/event-source-mapping.ts";
import { queueMapping } from "../../../src/event-sources/queue/queue-mapping.ts";

const least: EventSourceMapping = {
  UUID: "u",
  EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:q",
  FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f:live",
  Enabled: true,
  LastModified: 0,
  Tags: {},
};

describe("queueMapping", () => {
  it("fills in Lambda's defaults", () => {
    expect(queueMapping(least)).toEqual({
      uuid: "u",
      queueArn: least.EventSourceArn,
      functionArn: least.FunctionArn,
      batchSize: 10,
      windowSeconds: 0,
      maximumConcurrency: undefined,
      reportsItemFailures: false,
      patterns: [],
    });
  });

  it("reads every setting", () => {
    const whole = {
      ...least,
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      FunctionResponseTypes: ["ReportBatchItemFailures"],
      ScalingConfig: { MaximumConcurrency: 2 },
      FilterCriteria: { Filters: [{ Pattern: "{}" }] },
    };
    expect(queueMapping(whole)).toMatchObject({
      batchSize: 100,
      windowSeconds: 5,
      maximumConcurrency: 2,
      reportsItemFailures: true,
      patterns: ["{}"],
    });
  });
});
