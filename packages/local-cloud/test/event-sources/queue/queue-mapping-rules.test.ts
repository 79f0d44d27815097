import { DynamoDBStreamsClient } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, vi } from "vitest";
import type { EventSourceMapping } from "../../../src/event-sources/mappings/event-source-mapping.ts";
import type { EventSourceMappingRules } from "../../../src/event-sources/mappings/event-source-mapping-rules.ts";
import {
  deployedQueueRefusal,
  queueSettingsRefusal,
} from "../../../src/event-sources/queue/queue-mapping-rules.ts";
import type { DeployedFunction } from "../../../src/lambda-host/deployed-function.ts";

const QUEUE = "arn:aws:sqs:us-east-1:123456789012:q";
const FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
const NO_WINDOW =
  "Maximum batch window in seconds must be greater than 0 if maximum batch size is greater than 10";
const pattern = (Pattern: string) => ({ FilterCriteria: { Filters: [{ Pattern }] } });

describe("settings of a queue's mapping", () => {
  it.each<[object, string | undefined]>([
    [{}, undefined],
    [{ BatchSize: 10_000, MaximumBatchingWindowInSeconds: 1 }, undefined],
    [{ ScalingConfig: { MaximumConcurrency: 2 } }, undefined],
    [{ FunctionResponseTypes: ["ReportBatchItemFailures"] }, undefined],
    [pattern('{"body":{"a":[1]}}'), undefined],
    [{ StartingPosition: "", DestinationConfig: {}, BisectBatchOnFunctionError: false }, undefined],
    [{ BatchSize: 11 }, NO_WINDOW],
    [{ BatchSize: 0 }, "greater than or equal to 1"],
    [{ BatchSize: 10_001 }, "less than or equal to 10000"],
    [{ MaximumBatchingWindowInSeconds: 301 }, "less than or equal to 300"],
    [{ ScalingConfig: { MaximumConcurrency: 1 } }, "greater than or equal to 2"],
    [{ ScalingConfig: { MaximumConcurrency: 1_001 } }, "less than or equal to 1000"],
    [{ FunctionResponseTypes: ["Others"] }, "ReportBatchItemFailures"],
    [
      { StartingPosition: "LATEST" },
      "Unsupported StartingPosition parameter for given event source mapping type.",
    ],
    [
      { MaximumRetryAttempts: 1 },
      "Unsupported MaximumRetryAttempts parameter for given event source mapping type.",
    ],
    [pattern('{"body":"a"}'), "Invalid filter pattern definition."],
    [pattern("{"), "Invalid filter pattern definition."],
    [pattern(`{"a":["${"x".repeat(4_096)}"]}`), "length less than or equal to 4096"],
    [
      { FilterCriteria: { Filters: Array(6).fill({ Pattern: '{"a":[1]}' }) } },
      "exceeds the maximum of 5",
    ],
  ])("%j: %s", (settings, message) => {
    const refusal = queueSettingsRefusal(settings, { ...settings }, QUEUE);
    if (message === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toContain(message);
  });

  it.each([
    [{ BatchSize: 11, MaximumBatchingWindowInSeconds: 0 }, "exceeds the max of 10"],
    [{ MaximumBatchingWindowInSeconds: 1 }, "Batching window is not supported for FIFO queues."],
  ])("of a FIFO queue, %j: %s", (settings, message) => {
    expect(queueSettingsRefusal(settings, settings, `${QUEUE}.fifo`)?.message).toContain(message);
  });
});

describe("a mapping, given what is deployed", () => {
  const mapping: EventSourceMapping = {
    UUID: "u",
    EventSourceArn: QUEUE,
    FunctionArn: FUNCTION,
    Enabled: true,
    LastModified: 0,
    Tags: {},
  };
  function rules(changes: Partial<EventSourceMappingRules> = {}): EventSourceMappingRules {
    const sqs = new SQSClient({ region: "us-east-1" });
    vi.spyOn(sqs, "send").mockImplementation(async () => ({
      Attributes: { VisibilityTimeout: "30" },
    }));
    const deployed = { name: "f", role: "role", timeoutSeconds: 30 } as DeployedFunction;
    return {
      region: "us-east-1",
      endpoint: "http://127.0.0.1",
      sqs,
      streams: new DynamoDBStreamsClient({ region: "us-east-1" }),
      find: async () => deployed,
      roleMay: async () => true,
      ...changes,
    };
  }
  const slow = { name: "f", role: "role", timeoutSeconds: 31 } as DeployedFunction;

  it.each<[string, Partial<EventSourceMappingRules>, string, Partial<EventSourceMapping>]>([
    ["no such function", { find: async () => undefined }, `Function not found: ${FUNCTION}`, {}],
    [
      "a role that may not delete",
      { roleMay: async (_role, _name, action) => action !== "sqs:DeleteMessage" },
      "The provided execution role does not have permissions to call DeleteMessage on SQS",
      {},
    ],
    [
      "a queue of another region",
      {},
      "The specified queue does not exist",
      { EventSourceArn: QUEUE.replace("us-east-1", "eu-west-1") },
    ],
    [
      "a function that may run longer than its messages are hidden",
      { find: async () => slow },
      "Queue visibility timeout: 30 seconds is less than Function timeout: 31 seconds",
      {},
    ],
  ])("is refused for %s", async (_why, changes, message, of) => {
    const refusal = await deployedQueueRefusal({ ...mapping, ...of }, [], rules(changes));
    expect(refusal?.message).toContain(message);
  });

  it("is refused when the two have one already, but not for another alias", async () => {
    const other = { ...mapping, UUID: "first" };
    const refusal = await deployedQueueRefusal(mapping, [other], rules());
    expect(refusal).toMatchObject({ status: 409, type: "ResourceConflictException" });
    expect(refusal?.message).toBe(
      `An event source mapping with SQS arn (" ${QUEUE} ") and function (" f ") already exists. Please update or delete the existing mapping with UUID first`,
    );
    const live = { ...other, FunctionArn: `${FUNCTION}:live` };
    expect(await deployedQueueRefusal(mapping, [live], rules())).toBeUndefined();
  });
});
