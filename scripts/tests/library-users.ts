// Programs that use the installed libraries, as their text: from the checkout they would find its sources.

/** The queries of throughput-scaling's example, one after another, before the throttling proxy. */
export const QUERIES = `
import { startCapacityProxy } from "@spillway/capacity-proxy";

const proxy = await startCapacityProxy({ target: process.env.DYNAMODB_LOCAL_ENDPOINT ?? "" });
Object.assign(process.env, {
  AWS_ENDPOINT_URL: proxy.url,
  TABLE_NAME: "Orders",
  DYNAMODB_SCALE_UP_FACTOR: "10",
  DYNAMODB_INITIAL_RETRY_DELAY: "100",
});
const { queryFromDynamoDB } = await import("./throughput-scaling.ts");
const found = [];
for (let n = 0; n < 5; n++) found.push(await queryFromDynamoDB("1", "ORDER"));
console.log(JSON.stringify(found.map((items) => items.map((item) => item.sk))));
await proxy.close();
process.exit();
`;

/** Uses of the libraries beside their examples, each of which names types of its own. */
export const CONSUMER = `
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type CapacityProxy, type Faults, startCapacityProxy } from "@spillway/capacity-proxy";
import {
  CapacityPacer, Deadline, fastestTransport, fixedRatePacer, isSpillwayError, RateLimiter, type Spill, systemClock,
  tableShapeFrom, type WriteReport, type WriteSource, writeAll,
} from "@spillway/table-writer";
import {
  cloudwatchUsage, createScalingDynamoDBClient, dynamodbScalingStore, memoryScalingStore, type ScalingEvent,
} from "@spillway/throughput-scaling";

const client = new DynamoDBClient();

export async function write(source: WriteSource, spill: Spill): Promise<WriteReport> {
  const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: "Users" }));
  const table = tableShapeFrom(Table);
  const pacer = new CapacityPacer({ table, clock: systemClock, maxWriteUnits: 100 });
  const deadline = Deadline.after(systemClock, 60_000);
  const transport = fastestTransport(client);
  return writeAll(source, { transport, table, pacer, deadline, spill, clock: systemClock, random: Math.random });
}

export const slow = fixedRatePacer(new RateLimiter({ clock: systemClock, ratePerSecond: 12.5 }));
export const codeOf = (error: unknown): string => (isSpillwayError(error) ? error.code : "another");

const faults: Faults = { serverErrorRate: 0.1 };
export const faulty: Promise<CapacityProxy> = startCapacityProxy({ target: "http://127.0.0.1:8000", faults });

const scaling = createScalingDynamoDBClient(DynamoDBDocumentClient.from(client), {
  store: memoryScalingStore(),
  usage: cloudwatchUsage(async () => ({})),
});
export const answer: Promise<number> = scaling.executeWithScaling(async () => 1, "One");
export const changes: Promise<readonly ScalingEvent[]> = dynamodbScalingStore(client, "state").history("users", 5);
`;
