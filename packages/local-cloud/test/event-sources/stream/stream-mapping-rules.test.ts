import { DynamoDBStreamsClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb-streams";
import { SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it, vi } from "vitest";
import type { EventSourceMapping } from "../../../src/event-sources/mappings/event-source-mapping.ts";
import type { EventSourceMappingRules } from "../../../src/event-sources/mappings/event-source-mapping-rules.ts";
import { streamMapping } from "../../../src/event-sources/stream/stream-mapping.ts";
import {
  deployedStreamRefusal,
  failureDestinationRefusal,
  streamSettingsRefusal,
} from "../../../src/event-sources/stream/stream-mapping-rules.ts";
import type { DeployedFunction } from "../../../src/lambda-host/deployed-function.ts";

const STREAM =
  "arn:aws:dynamodb:us-east-1:123456789012:table/orders/stream/2026-11-28T18:00:00.000";
const mapping: EventSourceMapping = {
  UUID: "u",
  EventSourceArn: STREAM,
  FunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  StartingPosition: "LATEST",
  Enabled: true,
  LastModified: 0,
  Tags: {},
};

describe("settings of a stream's mapping", () => {
  it.each<[object, string | undefined]>([
    [{}, undefined],
    [{ BatchSize: 10_000, MaximumBatchingWindowInSeconds: 300 }, undefined],
    [{ ParallelizationFactor: 10, MaximumRetryAttempts: 10_000 }, undefined],
    [{ MaximumRetryAttempts: -1, MaximumRecordAgeInSeconds: -1 }, undefined],
    [{ MaximumRecordAgeInSeconds: 604_800, BisectBatchOnFunctionError: true }, undefined],
    [{ StartingPosition: "TRIM_HORIZON", ScalingConfig: {} }, undefined],
    [{ BatchSize: 0 }, "'batchSize' failed to satisfy constraint"],
    [{ BatchSize: 10_001 }, "less than or equal to 10000"],
    [{ MaximumBatchingWindowInSeconds: 301 }, "less than or equal to 300"],
    [{ ParallelizationFactor: 0 }, "greater than or equal to 1"],
    [{ ParallelizationFactor: 11 }, "less than or equal to 10"],
    [{ MaximumRetryAttempts: -2 }, "greater than or equal to -1"],
    [{ MaximumRetryAttempts: 10_001 }, "less than or equal to 10000"],
    [{ MaximumRecordAgeInSeconds: 59 }, "must be -1 or between 60 and 604800"],
    [{ MaximumRecordAgeInSeconds: 604_801 }, "less than or equal to 604800"],
    [{ StartingPosition: "AT_TIMESTAMP" }, "AT_TIMESTAMP"],
    [{ StartingPosition: "SOMEWHERE" }, "Member must satisfy enum value set"],
    [{ FunctionResponseTypes: ["Others"] }, "ReportBatchItemFailures"],
    [{ FilterCriteria: { Filters: [{ Pattern: "{" }] } }, "Invalid filter pattern definition."],
    [{ ScalingConfig: { MaximumConcurrency: 2 } }, "Unsupported ScalingConfig parameter"],
    [{ Topics: ["t"] }, "Unsupported Topics parameter"],
  ])("%j: %s", (settings, message) => {
    const refusal = streamSettingsRefusal(settings, { ...settings });
    if (message === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toContain(message);
  });

  it("are those of Lambda where they are not set", () => {
    expect(streamMapping(mapping)).toEqual({
      uuid: "u",
      streamArn: STREAM,
      tableName: "orders",
      functionArn: mapping.FunctionArn,
      batchSize: 100,
      windowSeconds: 0,
      startingPosition: "LATEST",
      parallelizationFactor: 1,
      maximumRetries: Number.POSITIVE_INFINITY,
      maximumAgeMs: 86_400_000,
      bisects: false,
      reportsItemFailures: false,
      patterns: [],
      onFailure: undefined,
    });
  });

  it("can't keep a record longer than its stream does", () => {
    const { maximumAgeMs } = streamMapping({ ...mapping, MaximumRecordAgeInSeconds: 604_800 });
    expect(maximumAgeMs).toBe(86_400_000);
    expect(streamMapping({ ...mapping, MaximumRecordAgeInSeconds: 60 }).maximumAgeMs).toBe(60_000);
  });
});

describe("a mapping of a stream, given what is deployed", () => {
  function rules(
    changes: Partial<EventSourceMappingRules> = {},
    describeStream: () => Promise<object> = async () => ({}),
  ): EventSourceMappingRules {
    const streams = new DynamoDBStreamsClient({ region: "us-east-1" });
    vi.spyOn(streams, "send").mockImplementation(describeStream);
    return {
      region: "us-east-1",
      endpoint: "http://127.0.0.1",
      sqs: new SQSClient({ region: "us-east-1" }),
      streams,
      find: async () => ({ name: "f", role: "role" }) as DeployedFunction,
      roleMay: async () => true,
      ...changes,
    };
  }
  const gone = async () => {
    throw new ResourceNotFoundException({ message: "no stream", $metadata: {} });
  };

  it("is made", async () => {
    expect(await deployedStreamRefusal(mapping, [], rules())).toBeUndefined();
  });

  it.each<[string, EventSourceMappingRules, Partial<EventSourceMapping>, string]>([
    ["no function", rules({ find: async () => undefined }), {}, "Function not found"],
    ["no position", rules(), { StartingPosition: undefined }, "StartingPosition is required"],
    ["no stream", rules({}, gone), {}, `Stream not found: ${STREAM}`],
    [
      "a stream of another region",
      rules(),
      { EventSourceArn: STREAM.replace("us-east-1", "eu-west-1") },
      "Stream not found",
    ],
    ...["GetRecords", "GetShardIterator", "DescribeStream", "ListStreams"].map(
      (lacking): [string, EventSourceMappingRules, object, string] => [
        `a role without ${lacking}`,
        rules({ roleMay: async (_role, _name, action) => action !== `dynamodb:${lacking}` }),
        {},
        "Cannot access stream",
      ],
    ),
  ])("is refused for %s", async (_why, given, changes, message) => {
    const refusal = await deployedStreamRefusal({ ...mapping, ...changes }, [], given);
    expect(refusal?.message).toContain(message);
  });

  it("is refused when the two have one already", async () => {
    const refusal = await deployedStreamRefusal(mapping, [{ ...mapping, UUID: "first" }], rules());
    expect(refusal).toMatchObject({ status: 409 });
    expect(refusal?.message).toContain("with UUID first");
  });

  it("needs to list the bucket of its destination too", async () => {
    const refusal = await failureDestinationRefusal(
      { ...mapping, DestinationConfig: { OnFailure: { Destination: "arn:aws:s3:::failed" } } },
      rules({ roleMay: async (_role, _name, action) => action !== "s3:ListBucket" }),
    );
    expect(refusal?.message).toContain("permissions to call ListBucket on arn:aws:s3:::failed");
  });

  it.each<[string, boolean, string | undefined]>([
    ["arn:aws:sqs:us-east-1:123456789012:failed", true, undefined],
    ["arn:aws:sns:us-east-1:123456789012:failed", true, undefined],
    ["arn:aws:s3:::failed", true, undefined],
    ["arn:aws:s3:::failed", false, "permissions to call PutObject on arn:aws:s3:::failed"],
    ["arn:aws:sqs:us-east-1:123456789012:failed.fifo", true, "is invalid"],
    ["arn:aws:lambda:us-east-1:123456789012:function:g", true, "is invalid"],
    ["kafka://topic", true, "is invalid"],
  ])("with the destination %s, allowed %s: %s", async (Destination, allowed, message) => {
    const refusal = await failureDestinationRefusal(
      { ...mapping, DestinationConfig: { OnFailure: { Destination } } },
      rules({ roleMay: async () => allowed }),
    );
    if (message === undefined) expect(refusal).toBeUndefined();
    else expect(refusal?.message).toContain(message);
  });
});
