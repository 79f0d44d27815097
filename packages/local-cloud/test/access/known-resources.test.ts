import { DynamoDBClient, ResourceNotFoundException } from "@aws-sdk/client-dynamodb";
import { KMSClient } from "@aws-sdk/client-kms";
import { describe, expect, it, vi } from "vitest";
import { KeyAliases } from "../../src/access/resources/key-aliases.ts";
import { TableKeys } from "../../src/access/resources/table-keys.ts";

const TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/t";
const schema = (hash: string) => [
  { AttributeName: "sk", KeyType: "RANGE" },
  { AttributeName: hash, KeyType: "HASH" },
];

describe("TableKeys", () => {
  function keysOver(hash: string) {
    const client = new DynamoDBClient({ region: "us-east-1" });
    const send = vi.spyOn(client, "send").mockImplementation(async () => ({
      Table: {
        KeySchema: schema(hash),
        GlobalSecondaryIndexes: [{ IndexName: "g", KeySchema: schema("day") }],
        LocalSecondaryIndexes: [{ IndexName: "l", KeySchema: schema(hash) }],
      },
    }));
    return { keys: new TableKeys(() => client), send };
  }

  it.each([
    [undefined, "pk"],
    ["g", "day"],
    ["l", "pk"],
    ["missing", undefined],
  ])("knows the partition key of index %s", async (index, expected) => {
    expect(await keysOver("pk").keys.partitionKey(TABLE, index)).toBe(expected);
  });

  it("asks once, and again after a change", async () => {
    const { keys, send } = keysOver("pk");
    await Promise.all([keys.partitionKey(TABLE, undefined), keys.partitionKey(TABLE, "g")]);
    expect(send).toHaveBeenCalledTimes(1);
    keys.changed();
    await keys.partitionKey(TABLE, undefined);
    expect(send).toHaveBeenCalledTimes(2);
  });

  it("knows none of a table that is not there, and keeps no failure", async () => {
    const { keys, send } = keysOver("pk");
    const missing = new ResourceNotFoundException({ message: "no table", $metadata: {} });
    send.mockRejectedValueOnce(new Error("down") as never);
    await expect(keys.partitionKey(TABLE, undefined)).rejects.toThrow("down");
    send.mockRejectedValueOnce(missing as never);
    expect(await keys.partitionKey(TABLE, undefined)).toBeUndefined();
  });
});

describe("KeyAliases", () => {
  it("knows the keys behind aliases, and asks again after a change", async () => {
    const client = new KMSClient({ region: "us-east-1" });
    const send = vi.spyOn(client, "send").mockImplementation(async () => ({
      Aliases: [{ AliasName: "alias/orders", TargetKeyId: "1234" }, { AliasName: "alias/none" }],
    }));
    const aliases = new KeyAliases(() => client);
    expect([...(await aliases.in("us-east-1"))]).toEqual([["alias/orders", "1234"]]);
    await aliases.in("us-east-1");
    expect(send).toHaveBeenCalledTimes(1);
    aliases.changed();
    await aliases.in("us-east-1");
    expect(send).toHaveBeenCalledTimes(2);
  });
});
