/**
 * Writes so many items a second through a wrapped client until it is killed, and says each quarter of a
 * second how many succeeded: node writer.ts <table> <run> <writes a second>, with the endpoint, the region
 * and the client's settings in the environment. It is a process of its own, so that it can be killed as
 * functions are, with nothing done at its end.
 */
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { throughputScaling } from "@spillway/throughput-scaling";

const TELL_EVERY_MS = 250;

const [table = "", run = "", perSecond = "1"] = process.argv.slice(2);
const client = new DynamoDBClient({});
client.middlewareStack.use(throughputScaling({ client }));

const counts = { sent: 0, succeeded: 0, failed: 0 };
let lastError: string | undefined;

async function write(number: number): Promise<void> {
  const id = `${run}-${String(number).padStart(6, "0")}`;
  counts.sent++;
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        // Of its index byType too; without an e-mail address byEmail has nothing to do.
        Item: {
          ...{ pk: { S: `USER#${id}` }, sk: { S: "PROFILE" }, entityType: { S: "user" } },
          ...{
            run: { S: run },
            expires_at: { N: String(Math.floor(Date.now() / 1_000) + 86_400) },
          },
        },
      }),
    );
    counts.succeeded++;
  } catch (error) {
    counts.failed++;
    lastError = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

const startedMs = performance.now();
const send = () => {
  const due = Math.floor(((performance.now() - startedMs) * Number(perSecond)) / 1_000);
  while (counts.sent <= due) void write(counts.sent);
};
setInterval(send, 1_000 / Number(perSecond));
setInterval(() => {
  process.stdout.write(`${JSON.stringify({ ...counts, ...(lastError && { lastError }) })}\n`);
}, TELL_EVERY_MS);
