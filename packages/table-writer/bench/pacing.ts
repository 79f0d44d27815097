// How much of a table's capacity the writer uses, and how often it is throttled: on DynamoDB Local
// behind capacity-proxy. `node packages/table-writer/bench/pacing.ts [seconds] [case …]`
import { setTimeout as delay } from "node:timers/promises";
import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
} from "@aws-sdk/client-dynamodb";
import { type TableShape, tableShapeFrom } from "@spillway/capacity";
import { startCapacityProxy } from "@spillway/capacity-proxy";
import { Deadline, systemClock } from "@spillway/pacing";
import {
  createTestTable,
  localClientSettings,
  startDynamoDbLocal,
  type TestTableOptions,
} from "@spillway/testkit";
import {
  CapacityPacer,
  type SourceEntry,
  sdkTransport,
  type Transport,
  type WireRequest,
  writeAll,
} from "../src/index.ts";

const BOTTLENECK: TestTableOptions = {
  keys: ["pk:S", "sk:N"],
  writeUnits: 500,
  globalIndexes: { byEmail: { keys: ["email:S"], writeUnits: 300 } },
};
const WIDE: TestTableOptions = { keys: ["pk:S", "sk:N"], writeUnits: 2_000 };

/** What a run did to the table, as seen by whoever sends. */
interface Seen {
  requests: number;
  throttledRequests: number;
  hotWritten: number;
  coldWritten: number;
}

/** A hot record takes 10 units, so that its key meets the limit of a partition at a rate this machine makes. */
function* records(hotEvery: number, isSpread: boolean): Generator<SourceEntry> {
  const text = "x".repeat(9_900);
  for (let index = 0; ; index += 1) {
    const isHot = hotEvery > 0 && index % hotEvery === 0;
    const pk = isHot ? `hot${isSpread ? index : ""}` : `cold${index}`;
    const record = { pk, sk: index, email: `u${index}@example.com`, ...(isHot ? { text } : {}) };
    yield { ok: true, record, position: { line: index + 1, index } };
  }
}

function watched(transport: Transport, seen: Seen): Transport {
  const count = (requests: readonly WireRequest[]) => {
    for (const { attributes } of requests) {
      const isHot = "text" in attributes;
      if (isHot) seen.hotWritten += 1;
      else seen.coldWritten += 1;
    }
  };
  return {
    async batchWrite(table, requests, signal) {
      seen.requests += 1;
      try {
        const result = await transport.batchWrite(table, requests, signal);
        if (result.unprocessed.length > 0) seen.throttledRequests += 1;
        count(requests.filter((request) => !result.unprocessed.includes(request)));
        return result;
      } catch (error) {
        if (!signal?.aborted) seen.throttledRequests += 1;
        throw error;
      }
    },
  };
}

interface Run {
  readonly client: DynamoDBClient;
  readonly shape: TableShape;
  readonly source: Iterable<SourceEntry>;
  readonly seconds: number;
  readonly seen: Seen;
}

async function paced({ client, shape, source, seconds, seen }: Run): Promise<void> {
  await writeAll(source, {
    transport: watched(sdkTransport(client), seen),
    table: shape,
    clock: systemClock,
    random: Math.random,
    pacer: new CapacityPacer({ table: shape, clock: systemClock }),
    deadline: Deadline.after(systemClock, seconds * 1_000),
    unread: "leave",
  });
}

/** What is written by hand most often: five loops, each sends what came back again at once. */
async function naive({ client, shape, source, seconds, seen }: Run): Promise<void> {
  const iterator = source[Symbol.iterator]();
  const endMs = systemClock.now() + seconds * 1_000;
  const loop = async () => {
    while (systemClock.now() < endMs) {
      let left = Array.from({ length: 25 }, () => {
        const entry = iterator.next().value;
        const { pk, sk, email } = entry.record;
        return {
          PutRequest: { Item: { pk: { S: pk }, sk: { N: String(sk) }, email: { S: email } } },
        };
      });
      while (left.length > 0 && systemClock.now() < endMs) {
        seen.requests += 1;
        try {
          const output = await client.send(
            new BatchWriteItemCommand({ RequestItems: { [shape.name]: left } }),
          );
          const back = output.UnprocessedItems?.[shape.name] ?? [];
          if (back.length > 0) seen.throttledRequests += 1;
          seen.coldWritten += left.length - back.length;
          left = back as typeof left;
        } catch {
          seen.throttledRequests += 1;
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 5 }, loop));
}

const CASES = {
  paced: { table: BOTTLENECK, write: paced, hotEvery: 0, isSpread: false },
  naive: { table: BOTTLENECK, write: naive, hotEvery: 0, isSpread: false },
  "no hot key": { table: WIDE, write: paced, hotEvery: 5, isSpread: true },
  "hot key": { table: WIDE, write: paced, hotEvery: 5, isSpread: false },
} as const;

async function measure(name: keyof typeof CASES, seconds: number, endpoint: string): Promise<void> {
  const { table: options, write, hotEvery, isSpread } = CASES[name];
  const direct = new DynamoDBClient({ ...localClientSettings, endpoint });
  const table = await createTestTable(direct, options);
  const proxy = await startCapacityProxy({ target: endpoint });
  const client = new DynamoDBClient({
    ...localClientSettings,
    endpoint: proxy.url,
    maxAttempts: 1,
  });
  const description = await client.send(new DescribeTableCommand({ TableName: table.name }));
  const shape = tableShapeFrom(description.Table ?? {});
  const seen: Seen = { requests: 0, throttledRequests: 0, hotWritten: 0, coldWritten: 0 };
  const startedMs = systemClock.now();
  await write({ client, shape, source: records(hotEvery, isSpread), seconds, seen });
  const tookSeconds = (systemClock.now() - startedMs) / 1_000;
  await delay(100);
  const capacity = new Map<string | undefined, number>([
    [undefined, options.writeUnits ?? 0],
    ...Object.entries(options.globalIndexes ?? {}).map(
      ([index, { writeUnits }]) => [index, writeUnits ?? 0] as const,
    ),
  ]);
  const use = proxy.metrics().map((event) => {
    const units = capacity.get(event.index) ?? 0;
    const part = (event.consumedWriteUnits / (units * tookSeconds)) * 100;
    return `${event.index ?? "table"} ${part.toFixed(1)} % of ${units}`;
  });
  const throttled = ((seen.throttledRequests / seen.requests) * 100).toFixed(2);
  console.log(
    `${name}: ${tookSeconds.toFixed(1)} s; used ${use.join(", ")}; ${throttled} % of ${seen.requests} requests throttled; ${Math.round(seen.coldWritten / tookSeconds)} cold and ${Math.round(seen.hotWritten / tookSeconds)} hot records/s`,
  );
  await proxy.close();
  await table.delete();
  client.destroy();
  direct.destroy();
}

const [seconds = "60", ...chosen] = process.argv.slice(2);
const engine = await startDynamoDbLocal();
try {
  for (const name of ["paced", "naive", "no hot key", "hot key"] as const) {
    if (chosen.length === 0 || chosen.includes(name)) {
      await measure(name, Number(seconds), engine.endpoint);
    }
  }
} finally {
  await engine.close();
}
