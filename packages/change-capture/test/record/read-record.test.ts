import { streamEvent } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { readRecord, sequenceNumberOf } from "../../src/index.ts";

const before = { pk: { S: "a" }, n: { N: "1" }, gone: { BOOL: true } };
const after = { pk: { S: "a" }, n: { N: "2" }, added: { NULL: true } };

function recordOf(options: Parameters<typeof streamEvent>[0][number]) {
  const [record] = streamEvent([options]).Records;
  if (record === undefined) throw new Error("expected a record");
  return record;
}

describe("a record becomes a change", () => {
  test("with all that is known of it", () => {
    const record = recordOf({ oldImage: before, newImage: after, createdAt: 1_796_000_000.5 });
    expect(readRecord(record)).toStrictEqual({
      eventId: record.eventID,
      type: "modify",
      by: "caller",
      table: "orders",
      region: "us-east-1",
      keys: { pk: { S: "a" } },
      oldImage: before,
      newImage: after,
      changedAttributes: ["added", "gone", "n"],
      at: "2026-11-30T00:53:20.500Z",
      sequenceNumber: "100000000000000000000",
      sizeBytes: record.dynamodb?.SizeBytes,
    });
  });

  test.each([
    [{ newImage: after }, "insert", "caller"],
    [{ oldImage: before }, "remove", "caller"],
    [{ oldImage: before, byTtl: true }, "remove", "ttl"],
    [{ oldImage: before, newImage: after, byTtl: true }, "modify", "caller"],
  ] as const)("%j is of type %s, by %s", (options, type, by) => {
    expect(readRecord(recordOf(options))).toMatchObject({ type, by });
  });

  test("by TTL also with the names of the streams' own API, and by nobody else", () => {
    const record = recordOf({ oldImage: before });
    const by = (userIdentity: unknown) => readRecord({ ...record, userIdentity }).by;
    expect(by({ Type: "Service", PrincipalId: "dynamodb.amazonaws.com" })).toBe("ttl");
    expect(by({ type: "Service", principalId: "dynamodb.application-autoscaling" })).toBe("caller");
    expect(by({ type: "IAMUser", principalId: "dynamodb.amazonaws.com" })).toBe("caller");
    expect(by(null)).toBe("caller");
  });

  test.each([
    ["KEYS_ONLY", {}],
    ["NEW_IMAGE", { newImage: after }],
    ["OLD_IMAGE", { oldImage: before }],
  ])("with a view of %s: without the images that it leaves out, and without names", (_, images) => {
    const change = readRecord(recordOf({ eventName: "MODIFY", ...images }));
    expect(change).toMatchObject({ type: "modify", changedAttributes: [], ...images });
    expect(Object.keys(change).filter((name) => name.endsWith("Image"))).toEqual(
      Object.keys(images),
    );
  });

  test("whatever else is in it", () => {
    const record = recordOf({ newImage: after });
    const more = { ...record, more: 1, dynamodb: { ...record.dynamodb, more: [{}] } };
    expect(readRecord(more)).toStrictEqual(readRecord(record));
  });

  test.each([
    ["arn:aws:dynamodb:us-east-1:1:table/images", "images", "us-east-1"],
    ["arn:aws-cn:dynamodb:cn-north-1:1:table/a.b/stream/x", "a.b", "cn-north-1"],
    ["stream-ARN", "stream-ARN", "eu-west-1"],
    [undefined, "unknown", "eu-west-1"],
  ])("of the stream %s: table %s in %s", (eventSourceARN, table, region) => {
    const record = { ...recordOf({ newImage: after }), eventSourceARN, awsRegion: "eu-west-1" };
    expect(readRecord(record)).toMatchObject({ table, region });
  });

  test.each([undefined, null, "now", Number.NaN, 1e300])("at 1970 if its time is %s", (time) => {
    const { dynamodb, ...record } = recordOf({ newImage: after });
    const change = readRecord({
      ...record,
      dynamodb: { ...dynamodb, ApproximateCreationDateTime: time },
    });
    expect(change.at).toBe("1970-01-01T00:00:00.000Z");
  });
});

describe("a record that can't be read", () => {
  const record = recordOf({ newImage: after });
  const without = (name: string) => ({
    ...record,
    dynamodb: { ...record.dynamodb, [name]: undefined },
  });

  test.each([
    [null, "the record"],
    ["text", "the record"],
    [{ ...record, dynamodb: undefined }, "dynamodb"],
    [{ ...record, eventID: "" }, "eventID"],
    [{ ...record, eventName: "UPSERT" }, "eventName INSERT, MODIFY or REMOVE"],
    [without("SequenceNumber"), "dynamodb.SequenceNumber"],
    [without("Keys"), "dynamodb.Keys"],
    [{ ...record, dynamodb: { ...record.dynamodb, Keys: {} } }, "dynamodb.Keys"],
  ])("%j says that %s is missing", (given, missing) => {
    expect(() => readRecord(given)).toThrow(
      expect.objectContaining({ code: "RECORD_UNREADABLE", details: { missing } }),
    );
  });

  test("has its place in the stream all the same", () => {
    expect(sequenceNumberOf(without("Keys"))).toBe("100000000000000000000");
    expect(sequenceNumberOf(without("SequenceNumber"))).toBeUndefined();
    expect(sequenceNumberOf(null)).toBeUndefined();
  });
});
