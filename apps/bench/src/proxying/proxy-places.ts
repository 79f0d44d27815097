import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createTestTable, startDynamoDbLocal } from "@spillway/testkit";
import { CLIENT_SETTINGS } from "../writing/contender.ts";
import { childOf } from "./child-process.ts";

/** An engine with a table that nobody's load exhausts. */
export interface ProxyPlace {
  readonly name: string;
  readonly endpoint: string;
  readonly table: string;
  close(): Promise<void>;
}

/** Amazon's engine, in memory. */
export async function localPlace(): Promise<ProxyPlace> {
  const { endpoint, close } = await startDynamoDbLocal();
  const client = new DynamoDBClient({ ...CLIENT_SETTINGS, endpoint });
  const { name } = await createTestTable(client, { writeUnits: 40_000 });
  client.destroy();
  return { name: "DynamoDB Local in memory", endpoint, table: name, close };
}

/** An engine that answers at once, in a process of its own: what is left is the proxy's time. */
export async function instantPlace(): Promise<ProxyPlace> {
  const { url, close } = await childOf("./instant-engine.ts");
  return { name: "an engine that answers at once", endpoint: url, table: "Bench", close };
}
