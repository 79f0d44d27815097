import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { systemClock } from "@spillway/pacing";
import {
  createTestTable,
  dynamoDbLocalEndpoint,
  itemsOfEveryType,
  KEYS_OF_EVERY_TYPE,
  localClientSettings,
  putItems,
} from "@spillway/testkit";
import { expect, test } from "vitest";
import { clientTransport, scanPages } from "../src/index.ts";

test("a table that throttles is read to its end, each item once, without a pacer too", async () => {
  const target = dynamoDbLocalEndpoint();
  const proxy = await startCapacityProxy({ target, burstSeconds: 1 });
  const client = new DynamoDBClient({
    endpoint: proxy.url,
    ...localClientSettings,
    maxAttempts: 1,
  });
  const settings = { ...KEYS_OF_EVERY_TYPE, writeUnits: 100, readUnits: 5 };
  const table = await createTestTable(client, settings);
  try {
    // Past the proxy, which would throttle them too: some 20 read units.
    await putItems(target, table.name, itemsOfEveryType(700));
    const seen = new Set<string>();
    let [items, throttles] = [0, 0];
    const pages = scanPages({
      transport: clientTransport(client),
      ...{ table: table.name, segments: 4, pageItems: 50 },
      ...{ clock: systemClock, random: Math.random },
    });
    for await (const page of pages) {
      for (const item of page.items) seen.add(JSON.stringify([item.pk, item.sk]));
      items += page.items.length;
      throttles += page.throttles;
    }
    expect([items, seen.size]).toEqual([700, 700]);
    expect(throttles).toBeGreaterThan(0);
  } finally {
    await table.delete();
    client.destroy();
    await proxy.close();
  }
});
