import { BatchWriteItemCommand, type DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableShape } from "@spillway/capacity";
import { Deadline, systemClock } from "@spillway/pacing";
import {
  CapacityPacer,
  type SourceEntry,
  type Transport,
  type WireRequest,
  wireTransport,
  writeAll,
} from "@spillway/table-writer";
import type { PacedItem } from "./pacing-items.ts";

/** What a run did to the table, as seen by whoever sends. */
export interface Seen {
  requests: number;
  /** Those of which at least one write was refused. */
  throttledRequests: number;
  hotWritten: number;
  coldWritten: number;
}

export interface PacingRun {
  readonly client: DynamoDBClient;
  readonly shape: TableShape;
  readonly items: Iterator<PacedItem, undefined>;
  readonly seconds: number;
  readonly seen: Seen;
}

const THROTTLE = "ProvisionedThroughputExceededException";

/** `writeAll` with a pacer by capacity and else its defaults. */
export async function paced({ client, shape, items, seconds, seen }: PacingRun): Promise<void> {
  const transport = wireTransport(client);
  const report = await writeAll(entries(items), {
    transport: watched(transport, seen),
    table: shape,
    clock: systemClock,
    random: Math.random,
    pacer: new CapacityPacer({ table: shape, clock: systemClock }),
    deadline: Deadline.after(systemClock, seconds * 1_000),
    unread: "leave",
  });
  transport.destroy();
  if (report.stopped?.code !== "DEADLINE") throw new Error(JSON.stringify(report.stopped));
}

function* entries(items: Iterator<PacedItem, undefined>): Generator<SourceEntry> {
  for (let index = 0; ; index += 1) {
    const { value: attributes } = items.next();
    if (attributes === undefined) return;
    yield { ok: true, attributes, position: { line: index + 1, index } };
  }
}

function watched(transport: Transport, seen: Seen): Transport {
  return {
    async batchWrite(table, requests, signal) {
      try {
        const result = await transport.batchWrite(table, requests, signal);
        const back = new Set(result.unprocessed);
        const done = requests.filter((request) => !back.has(request));
        answered(
          seen,
          back.size,
          done.map(({ attributes }: WireRequest) => attributes),
        );
        return result;
      } catch (error) {
        if (isThrottle(error)) answered(seen, requests.length, []);
        throw error;
      }
    },
  };
}

/** What is written by hand most often: five loops, each of which sends what came back again at once. */
export async function naive({ client, shape, items, seconds, seen }: PacingRun): Promise<void> {
  const endMs = systemClock.now() + seconds * 1_000;
  const loop = async () => {
    while (systemClock.now() < endMs) {
      let left = Array.from({ length: 25 }, () => ({ PutRequest: { Item: nextOf(items) } }));
      while (left.length > 0 && systemClock.now() < endMs) {
        const command = new BatchWriteItemCommand({ RequestItems: { [shape.name]: left } });
        try {
          const { UnprocessedItems } = await client.send(command);
          const back = UnprocessedItems?.[shape.name] ?? [];
          const keys = new Set(back.map(({ PutRequest }) => PutRequest?.Item?.sk?.N));
          const done = left.filter(({ PutRequest }) => !keys.has(PutRequest.Item.sk.N));
          answered(
            seen,
            back.length,
            done.map(({ PutRequest }) => PutRequest.Item),
          );
          left = left.filter((request) => !done.includes(request));
        } catch (error) {
          if (!isThrottle(error)) throw error;
          answered(seen, left.length, []);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: 5 }, loop));
}

function nextOf(items: Iterator<PacedItem, undefined>): PacedItem {
  const { value } = items.next();
  if (value === undefined) throw new Error("expected items for ever");
  return value;
}

function answered(seen: Seen, sentBack: number, done: readonly object[]): void {
  seen.requests += 1;
  if (sentBack > 0) seen.throttledRequests += 1;
  const hot = done.filter((attributes) => "hot" in attributes).length;
  seen.hotWritten += hot;
  seen.coldWritten += done.length - hot;
}

function isThrottle(error: unknown): boolean {
  return error instanceof Error && error.name === THROTTLE;
}
