import {
  BatchWriteItemCommand,
  DynamoDBClient,
  type PutItemCommandOutput,
  type AttributeValue as SdkAttributeValue,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  askEngine,
  createTestTable,
  dynamoDbLocalEndpoint,
  type KeyText,
  localClientSettings,
  plainRecords,
  storableBigInts,
  storableNumbers,
  type TestTable,
  texts,
} from "@spillway/testkit";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type AdmittedItem,
  type AttributeMap,
  admitItem,
  type KeySchema,
  type KeyType,
  keyOf,
  sameItem,
} from "../src/index.ts";

// What Amazon's own engine takes for one key, and what it gives back of a record.

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
const tables: TestTable[] = [];
afterAll(async () => {
  await Promise.all(tables.map((table) => table.delete()));
  client.destroy();
});

async function tableWith(keys: readonly [KeyText, KeyText?]): Promise<string> {
  const table = await createTestTable(client, { keys });
  tables.push(table);
  return table.name;
}

type Key = Record<string, SdkAttributeValue>;

/** Whether the engine takes two keys for one: it refuses a batch that writes one key twice. */
async function isOneKey(table: string, keys: readonly Key[]): Promise<boolean> {
  const puts = keys.map((Item) => ({ PutRequest: { Item } }));
  try {
    await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
    return false;
  } catch (error) {
    if (error instanceof Error && /duplicates/.test(error.message)) return true;
    throw error;
  }
}

/** The SDK's binary is bytes; ours is base64, as on the wire. */
const onTheWire = (key: Key) =>
  Object.fromEntries(
    Object.entries(key).map(([name, value]) => [
      name,
      value.B ? { B: Buffer.from(value.B).toString("base64") } : value,
    ]),
  ) as Parameters<typeof keyOf>[0];

/** One number, spelled in one of several ways. */
const spelled = (digits: number, power: number) =>
  fc.constantFrom(
    `${digits}e${power}`,
    `${digits}.00E${power}`,
    `${digits}0e${power - 1}`,
    `${digits}000e${power - 3}`,
  );
const letters = fc.string({
  unit: fc.constantFrom("a", "A", "S", ":", "1", "é", "e\u0301"),
  minLength: 1,
  maxLength: 3,
});
const anyNumbers = fc.oneof(fc.nat(9), storableNumbers(), storableBigInts()).map(String);

type Pair = readonly [SdkAttributeValue, SdkAttributeValue];

const twice = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<[T, T]> =>
  fc.oneof(
    fc.tuple(arbitrary, arbitrary),
    arbitrary.map((value): [T, T] => [value, value]),
  );

/** Two values of a key attribute, as likely equal as not. */
const pairs: Record<KeyType, fc.Arbitrary<Pair>> = {
  S: twice(letters).map(([one, other]) => [{ S: one }, { S: other }]),
  N: fc
    .oneof(
      twice(anyNumbers),
      fc
        .tuple(fc.integer({ min: -30, max: 30 }), fc.integer({ min: -2, max: 2 }))
        .chain(([digits, power]) => fc.tuple(spelled(digits, power), spelled(digits, power))),
    )
    .map(([one, other]) => [{ N: one }, { N: other }]),
  B: twice(fc.uint8Array({ minLength: 1, maxLength: 2, max: 2 })).map(([one, other]) => [
    { B: one },
    { B: other },
  ]),
};

describe("keyOf is equal exactly where the engine takes two keys for one", () => {
  it.each<[KeyType, KeyType | undefined]>([
    ["S", undefined],
    ["N", undefined],
    ["B", undefined],
    ["S", "S"],
    ["N", "B"],
    ["B", "N"],
  ])("partition key %s, sort key %s", async (partition, sort) => {
    const partitionKey = { name: "pk", type: partition };
    const keys: KeySchema = sort
      ? { partitionKey, sortKey: { name: "sk", type: sort } }
      : { partitionKey };
    const table = await tableWith(sort ? [`pk:${partition}`, `sk:${sort}`] : [`pk:${partition}`]);
    let equal = 0;
    const check = async (one: Key, other: Key): Promise<void> => {
      const ours = keyOf(onTheWire(one), keys) === keyOf(onTheWire(other), keys);
      expect(ours).toBe(await isOneKey(table, [one, other]));
      if (ours) equal += 1;
    };
    await fc.assert(
      fc.asyncProperty(pairs[partition], sort ? pairs[sort] : fc.constant(undefined), (pk, sk) =>
        check({ pk: pk[0], ...(sk && { sk: sk[0] }) }, { pk: pk[1], ...(sk && { sk: sk[1] }) }),
      ),
      { numRuns: 150 },
    );
    expect(equal).toBeGreaterThan(0);
  });

  it("also where one text seems to go over from one attribute into the other", async () => {
    const keys: KeySchema = {
      partitionKey: { name: "pk", type: "S" },
      sortKey: { name: "sk", type: "S" },
    };
    const table = await tableWith(["pk:S", "sk:S"]);
    const one = { pk: { S: "aS" }, sk: { S: "b" } };
    const other = { pk: { S: "a" }, sk: { S: "Sb" } };
    expect(await isOneKey(table, [one, other])).toBe(false);
    expect(keyOf(one, keys)).not.toBe(keyOf(other, keys));
  });
});

describe("an admitted record", () => {
  const endpoint = dynamoDbLocalEndpoint();
  const keys = { partitionKey: { name: "pk", type: "S" } } as const;
  let TableName: string;
  beforeAll(async () => {
    TableName = await tableWith(["pk:S"]);
  });

  /** Puts what we admitted, without anybody's conversion between, and gets it back. */
  async function stored({ json, attributes }: AdmittedItem) {
    const Item: unknown = JSON.parse(json);
    const put = await askEngine(endpoint, "PutItem", {
      ...{ TableName, Item, ReturnConsumedCapacity: "TOTAL" },
    });
    const got = await askEngine(endpoint, "GetItem", {
      ...{ TableName, Key: { pk: attributes.pk }, ConsistentRead: true },
    });
    return {
      units: (put as PutItemCommandOutput).ConsumedCapacity?.CapacityUnits,
      item: (got as { readonly Item: AttributeMap }).Item,
    };
  }

  it("comes back from the engine as it was, and no larger than we said", async () => {
    await fc.assert(
      fc.asyncProperty(plainRecords([keys.partitionKey]), async (record) => {
        const admitted = admitItem(record, keys);
        const { units, item } = await stored(admitted);
        // What was there before under this key may have been larger.
        expect(units).toBeGreaterThanOrEqual(Math.ceil(admitted.bytes / 1_024));
        expect(sameItem(item, admitted.attributes)).toBe(true);
        // The SDK's own reader finds every attribute under its name, but for one that it loses.
        expect(Object.keys(unmarshall(item as Key, { wrapNumbers: true })).sort()).toEqual(
          Object.keys(admitted.attributes)
            .filter((name) => name !== "__proto__")
            .sort(),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("keeps text of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(texts({ maxLength: 200 }), async (text) => {
        const { item } = await stored(admitItem({ pk: "text", text }, keys));
        expect(item.text).toEqual({ S: text });
      }),
      { numRuns: 50 },
    );
  });
});
