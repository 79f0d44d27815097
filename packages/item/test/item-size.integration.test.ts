import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  attributeMaps,
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  plainRecords,
  type TestTable,
} from "@spillway/testkit";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AttributeMap,
  type AttributeValue,
  admitItem,
  encodeAttributeMap,
  encodeItem,
  MAX_ITEM_BYTES,
  type PlainRecord,
  toAttributeMap,
} from "../src/index.ts";

// Amazon's own engine says how large it holds an item to be: by what it charges for one at the edge
// of a kilobyte, and by what it refuses at the edge of 400 KB.

const keys = { partitionKey: { name: "pk", type: "S" } } as const;

let client: DynamoDBClient;
let table: TestTable;
let made = 0;

beforeAll(async () => {
  client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
  table = await createTestTable(client, { keys: ["pk:S"] });
});

afterAll(async () => {
  await table.delete();
  client.destroy();
});

/** A key that was not written before, always of one length: a put is charged for what it replaces, too. */
function newKey(): string {
  made += 1;
  return `key-${String(made).padStart(8, "0")}`;
}

/** Puts the very JSON that would be sent, without the SDK's marshalling. */
async function put(json: string): Promise<{ units: number } | { refusal: string }> {
  const response = await fetch(dynamoDbLocalEndpoint(), {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": "DynamoDB_20120810.PutItem",
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: `{"TableName":"${table.name}","ReturnConsumedCapacity":"TOTAL","Item":${json}}`,
  });
  const answer = (await response.json()) as {
    ConsumedCapacity?: { CapacityUnits: number };
    message?: string;
    Message?: string;
  };
  if (answer.ConsumedCapacity) return { units: answer.ConsumedCapacity.CapacityUnits };
  return { refusal: answer.message ?? answer.Message ?? JSON.stringify(answer) };
}

/** The record with its size brought to exactly `bytes`, as {@link filledTo} does with an item. */
function recordFilledTo(bytes: number, record: PlainRecord): string {
  const keyed = { ...record, pk: newKey() };
  const rest = encodeItem({ ...keyed, fill: "" }).bytes;
  const filled = encodeItem({ ...keyed, fill: "x".repeat(bytes - rest) });
  expect(filled.bytes).toBe(bytes);
  return filled.json;
}

/** The item with its size brought to exactly `bytes` by one more text attribute. */
function filledTo(bytes: number, item: AttributeMap): string {
  const keyed = { ...item, pk: { S: newKey() } };
  const rest = encodeAttributeMap({ ...keyed, fill: { S: "" } }).bytes;
  const filled = encodeAttributeMap({ ...keyed, fill: { S: "x".repeat(bytes - rest) } });
  expect(filled.bytes).toBe(bytes);
  return filled.json;
}

async function expectSameSize(item: AttributeMap): Promise<void> {
  const { fill: _, ...rest } = item;
  const kilobytes = Math.ceil((encodeAttributeMap(rest).bytes + 50) / 1_024);
  expect(await put(filledTo(kilobytes * 1_024, rest))).toEqual({ units: kilobytes });
  expect(await put(filledTo(kilobytes * 1_024 + 1, rest))).toEqual({ units: kilobytes + 1 });
}

describe("our size and DynamoDB's", () => {
  it("agree to the byte on any item", async () => {
    await fc.assert(fc.asyncProperty(attributeMaps(), expectSameSize), { numRuns: 200 });
  });

  it("agree on 400 KB of any record", async () => {
    await fc.assert(
      fc.asyncProperty(plainRecords(), async (record) => {
        expect(await put(recordFilledTo(MAX_ITEM_BYTES, record))).toEqual({ units: 400 });
        expect(await put(recordFilledTo(MAX_ITEM_BYTES + 1, record))).toEqual({
          refusal: expect.stringMatching(/size/i),
        });
      }),
      { numRuns: 50 },
    );
  });

  it("agree to the byte on any number", async () => {
    const digits = fc.string({
      unit: fc.constantFrom(..."0123456789"),
      minLength: 1,
      maxLength: 38,
    });
    const number = fc
      .tuple(fc.constantFrom("", "-"), digits, fc.integer({ min: -130, max: 80 }))
      .map(([sign, text, power]) => `${sign}${text}e${power}`)
      .filter((text) => isStorable({ N: text }));
    await fc.assert(
      fc.asyncProperty(number, (text) => expectSameSize({ n: { N: text } })),
      { numRuns: 200 },
    );
  });

  it.each<[string, AttributeMap]>([
    ["a text", {}],
    ["numbers", { a: { N: "1.5" }, b: { N: "-99999999999999999999999999999999999999" } }],
    ["sets", { a: { SS: ["é", ""] }, b: { NS: ["0", "-1"] }, c: { BS: ["AQI="] } }],
    ["nested lists and maps", { a: { L: [{ M: { b: { L: [] } } }, { NULL: true }] } }],
  ])("agree on 400 KB of an item with %s", async (_, item) => {
    expect(await put(filledTo(MAX_ITEM_BYTES, item))).toEqual({ units: 400 });
    expect(await put(filledTo(MAX_ITEM_BYTES + 1, item))).toEqual({
      refusal: expect.stringMatching(/size/i),
    });
  });

  it("agree that what is admitted is stored, and what is refused for its size is not", async () => {
    const rest = encodeItem({ pk: newKey(), fill: "" }).bytes;
    const fill = "x".repeat(MAX_ITEM_BYTES - rest);
    expect(await put(admitItem({ pk: newKey(), fill }, keys).json)).toEqual({ units: 400 });
    const larger = { pk: newKey(), fill: `${fill}x` };
    expect(() => admitItem(larger, keys)).toThrow(
      expect.objectContaining({ code: "ITEM_TOO_LARGE" }),
    );
    expect(await put(encodeItem(larger).json)).toEqual({ refusal: expect.stringMatching(/size/i) });
  });
});

describe("what we refuse and what DynamoDB refuses", () => {
  const lists = (depth: number): AttributeValue => {
    let value: AttributeValue = { S: "core" };
    for (let i = 0; i < depth; i += 1) value = { L: [value] };
    return value;
  };

  it.each<[string, AttributeValue, boolean]>([
    ["31 nested lists", lists(31), true],
    ["32 nested lists", lists(32), false],
    ["38 digits", { N: "1".repeat(38) }, true],
    ["39 digits", { N: "1".repeat(39) }, false],
    ["a number of 38 digits and zeros", { N: `${"1".repeat(38)}000` }, true],
    ["the largest number", { N: `${"9".repeat(38)}e88` }, true],
    ["a number above it", { N: "1e126" }, false],
    ["the smallest number", { N: "1e-130" }, true],
    ["a number below it", { N: "9e-131" }, false],
    ["a plus sign", { N: "+1" }, true],
    ["a point at the end", { N: "1." }, true],
    ["a point at the start", { N: ".5" }, true],
    ["a blank", { N: " 1" }, false],
    ["no digits", { N: "" }, false],
    ["an empty text", { S: "" }, true],
    ["an empty set", { SS: [] }, false],
    ["an empty text in a set", { SS: [""] }, true],
    ["a text twice in a set", { SS: ["a", "a"] }, false],
    ["a number twice in a set", { NS: ["1", "1.0"] }, false],
    ["an empty name in a map", { M: { "": { S: "a" } } }, false],
    ["bad base64", { B: "A" }, false],
  ])("are the same for %s", async (_, value, storable) => {
    const answer = await put(JSON.stringify({ pk: { S: newKey() }, value }));
    expect("units" in answer).toBe(storable);
    expect(isStorable(value)).toBe(storable);
  });

  it("are the same for the longest name", async () => {
    const item = (bytes: number): AttributeMap => ({
      pk: { S: newKey() },
      ["n".repeat(bytes)]: { NULL: true },
    });
    expect(await put(JSON.stringify(item(65_535)))).toHaveProperty("units");
    expect(() => encodeAttributeMap(item(65_535))).not.toThrow();
    expect(await put(JSON.stringify(item(65_536)))).toHaveProperty("refusal");
    expect(() => encodeAttributeMap(item(65_536))).toThrow();
  });

  it("are the same for keys at their longest", async () => {
    const text = (bytes: number): string => newKey().padEnd(bytes, "x");
    expect(await put(admitItem({ pk: text(2_048) }, keys).json)).toHaveProperty("units");
    const longer = { pk: text(2_049) };
    expect(() => admitItem(longer, keys)).toThrow(
      expect.objectContaining({ code: "KEY_TOO_LONG" }),
    );
    expect(await put(JSON.stringify(toAttributeMap(longer)))).toHaveProperty("refusal");
  });
});

function isStorable(value: AttributeValue): boolean {
  try {
    encodeAttributeMap({ value });
    return true;
  } catch {
    return false;
  }
}
