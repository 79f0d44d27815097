import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { canonicalNumber, encodeItem, MAX_ITEM_BYTES, type PlainRecord } from "@spillway/item";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  plainRecords,
  type TestTable,
} from "@spillway/testkit";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sdkTransport, type Transport, wireTransport, writeAll } from "../../src/index.ts";
import { sourceOf } from "../fixtures/sources.ts";

// Random records, through the writer and Amazon's own engine, and read by the SDK.

const keys = { partitionKey: { name: "pk", type: "S" } } as const;

let client: DynamoDBClient;
let table: TestTable;
beforeAll(async () => {
  const endpoint = dynamoDbLocalEndpoint();
  client = new DynamoDBClient({ ...localClientSettings, endpoint, maxAttempts: 1 });
  table = await createTestTable(client);
});
afterAll(async () => {
  await table.delete();
  client.destroy();
});

async function write(transport: Transport, records: readonly PlainRecord[]) {
  const to = { transport, table: { name: table.name, keys } };
  return writeAll(sourceOf(records), { ...to, clock: systemClock, random: Math.random });
}

/** The items whose key begins with `prefix`, by key, as the SDK reads them. */
async function readBack(prefix: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table.name })) {
    for (const item of Items) {
      const key = item.pk?.S ?? "";
      if (key.startsWith(prefix)) {
        found.set(key, comparable(unmarshall(item, { wrapNumbers: true })));
      }
    }
  }
  return found;
}

/** Numbers as canonical text, bytes as hex, sets and maps in one order: what JavaScript's types differ in. */
function comparable(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint") return canonicalNumber(String(value));
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (value instanceof Set) return ["set", ...[...value].map(comparable).sort()];
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  if ("value" in value && value.constructor.name === "NumberValue") {
    return canonicalNumber(String(value.value));
  }
  return new Map(Object.entries(value).map(([name, inner]) => [name, comparable(inner)]));
}

/** The SDK's unmarshaller sets attributes of a plain object: one of this name would be its prototype. */
function hasPrototypeName(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasPrototypeName);
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasPrototypeName);
}

let runs = 0;

describe.each<[string, (client: DynamoDBClient) => Transport & { destroy?(): void }]>([
  ["wire", wireTransport],
  ["SDK's", sdkTransport],
])("through the %s transport", (_, make) => {
  let transport: Transport & { destroy?(): void };
  beforeAll(() => {
    transport = make(client);
  });
  afterAll(() => transport.destroy?.());

  it("the SDK's unmarshaller gives each record back", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          plainRecords().filter((record) => !hasPrototypeName(record)),
          { minLength: 1, maxLength: 60, size: "max" },
        ),
        async (drawn) => {
          runs += 1;
          const records = drawn.map((record, at) => ({ ...record, pk: `run-${runs}-${at}` }));
          const report = await write(transport, records);
          expect(report.written).toBe(records.length);
          const expected = records.map((record) => [record.pk, comparable(record)] as const);
          expect(await readBack(`run-${runs}-`)).toEqual(new Map(expected));
        },
      ),
      // Looking for a smaller example reads the whole table each time, which takes minutes.
      { numRuns: 10, endOnFailure: true },
    );
  });

  it("takes any record filled up to 400 KB, and rejects it with one byte more", async () => {
    await fc.assert(
      fc.asyncProperty(plainRecords(), async (drawn) => {
        runs += 1;
        const filled = (suffix: string, bytes: number) => {
          const record = { ...drawn, pk: `edge-${runs}-${suffix}`, fill: "" };
          return { ...record, fill: "x".repeat(bytes - encodeItem(record).bytes) };
        };
        const report = await write(transport, [
          filled("a", MAX_ITEM_BYTES),
          filled("b", MAX_ITEM_BYTES + 1),
        ]);
        expect(report).toMatchObject({ written: 1, rejected: 1 });
        expect(report.unitsConsumed.table).toBe(400);
        expect(report.errors).toMatchObject([{ code: "ITEM_TOO_LARGE", position: { index: 1 } }]);
      }),
      { numRuns: 10 },
    );
  });
});
