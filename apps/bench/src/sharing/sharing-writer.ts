// One writer of `bench-shared-pace`, in a process of its own: writes as fast as the shared pace lets it, and
// says each half second how many requests were answered and how many of them were throttled.
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { tableShapeFrom } from "@spillway/capacity";
import { Deadline, systemClock } from "@spillway/pacing";
import { sharedPacer } from "@spillway/shared-pace";
import { type SourceEntry, type Transport, wireTransport, writeAll } from "@spillway/table-writer";
import { localClientSettings } from "@spillway/testkit";

const [endpoint = "", table = "", paceTable = "", name = "", endsAtMs = "0"] =
  process.argv.slice(2);
const client = new DynamoDBClient({ ...localClientSettings, endpoint, maxAttempts: 1 });
const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
const shape = tableShapeFrom(Table ?? {});
const wire = wireTransport(client);
let [requests, throttled, records, alone] = [0, 0, 0, 0];

function* entries(): Generator<SourceEntry> {
  for (let index = 0; ; index += 1) {
    yield { ok: true, record: { pk: `${name}-${index}` }, position: { line: index + 1, index } };
  }
}

const counted: Transport = {
  async batchWrite(target, writes, signal) {
    try {
      const result = await wire.batchWrite(target, writes, signal);
      requests += 1;
      records += writes.length - result.unprocessed.length;
      if (result.unprocessed.length > 0) throttled += 1;
      return result;
    } catch (error) {
      if (error instanceof Error && error.name === "ProvisionedThroughputExceededException") {
        requests += 1;
        throttled += 1;
      }
      throw error;
    }
  },
};

const tell = (): void => console.log(JSON.stringify({ requests, throttled, records, alone }));
const telling = setInterval(tell, 500);
const pacer = sharedPacer({
  client,
  paceTable,
  table: shape,
  clock: systemClock,
  random: Math.random,
  onTrouble: (trouble) => {
    if (trouble.kind === "alone") alone += 1;
    process.stderr.write(`${new Date().toISOString()} ${name}: ${JSON.stringify(trouble)}\n`);
  },
});
await writeAll(entries(), {
  transport: counted,
  table: shape,
  clock: systemClock,
  random: Math.random,
  pacer,
  deadline: new Deadline(systemClock, Number(endsAtMs)),
  unread: "leave",
});
clearInterval(telling);
await pacer.close();
wire.destroy();
client.destroy();
tell();
