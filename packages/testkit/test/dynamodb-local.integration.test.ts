import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, describe, expect, it } from "vitest";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  localClientSettings,
  startDynamoDbLocal,
} from "../src/index.ts";

const client = new DynamoDBClient({ endpoint: dynamoDbLocalEndpoint(), ...localClientSettings });
afterAll(() => client.destroy());

describe("createTestTable", () => {
  it("creates a provisioned table with indexes and deletes it", async () => {
    const table = await createTestTable(client, {
      keys: ["pk:S", "sk:N"],
      writeUnits: 25,
      globalIndexes: { byCity: { keys: ["city:S"], writeUnits: 7 } },
    });
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
    expect(Table?.ProvisionedThroughput?.WriteCapacityUnits).toBe(25);
    expect(Table?.GlobalSecondaryIndexes?.[0]?.ProvisionedThroughput?.WriteCapacityUnits).toBe(7);
    await table.delete();
    await expect(
      client.send(new DescribeTableCommand({ TableName: table.name })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("creates an on-demand table when no units are given", async () => {
    const table = await createTestTable(client);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table.name }));
    expect(Table?.BillingModeSummary?.BillingMode).toBe("PAY_PER_REQUEST");
    await table.delete();
  });
});

describe("startDynamoDbLocal", () => {
  it("starts one of its own and stops it", async () => {
    const { DYNAMODB_LOCAL_ENDPOINT: _, ...env } = process.env;
    const engine = await startDynamoDbLocal({ env });
    expect((await fetch(engine.endpoint)).status).toBe(400);
    await engine.close();
    await expect(fetch(engine.endpoint)).rejects.toThrow();
  });
});
