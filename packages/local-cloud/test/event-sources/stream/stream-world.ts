import { ManualClock } from "@spillway/testkit";
import type { StreamMapping } from "../../../src/event-sources/stream/stream-mapping.ts";
import {
  type KeptStreamProgress,
  StreamProgress,
} from "../../../src/event-sources/stream/stream-progress.ts";
import { StreamSource } from "../../../src/event-sources/stream/stream-source.ts";
import type { InvocationResult } from "../../../src/lambda-host/lambda-host.ts";
import { KeptMap } from "../../../src/persistence/kept-map.ts";
import { FakeStream } from "./fake-stream.ts";

const mapping: StreamMapping = {
  uuid: "u",
  streamArn: "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/s",
  tableName: "t",
  functionArn: "arn:aws:lambda:us-east-1:123456789012:function:f",
  batchSize: 100,
  windowSeconds: 0,
  startingPosition: "TRIM_HORIZON",
  parallelizationFactor: 1,
  maximumRetries: Number.POSITIVE_INFINITY,
  maximumAgeMs: 24 * 3_600_000,
  bisects: false,
  reportsItemFailures: false,
  patterns: [],
  onFailure: undefined,
};

export const answered = (value: unknown, failed = false): InvocationResult => ({
  kind: "ran",
  requestId: "r",
  version: "$LATEST",
  payload: Buffer.from(JSON.stringify(value)),
  failed,
  durationMs: 1,
  logTail: "",
});
export const ok = answered(null);
export const failed = answered({ errorMessage: "asked to" }, true);
export const throttled: InvocationResult = {
  kind: "throttled",
  reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
};

type Records = { dynamodb: { SequenceNumber: string; Keys: { id: { S: string } } } }[];
export type Invoke = (numbers: string[], records: Records) => Promise<InvocationResult>;

/** What outlives a source: the stream, what is kept, and what the function and the destination got. */
export function world() {
  const clock = new ManualClock(1_000_000);
  const stream = new FakeStream(() => clock.now());
  const kept = KeptMap.inMemory<KeptStreamProgress>();
  const batches: string[][] = [];
  const sent: string[] = [];
  const metrics: [string, number][] = [];
  const errors: string[] = [];
  let listener: (event: "written" | "changed") => void = () => {};
  /** Begins a source whose function does as `invoke` says. */
  const start = (
    changes: Partial<StreamMapping> = {},
    invoke: Invoke = async () => ok,
    send: () => Promise<void> = async () => {},
  ) =>
    new StreamSource({
      mapping: { ...mapping, ...changes },
      before: Promise.resolve(),
      client: stream,
      writes: {
        listen: (_table, told) => {
          listener = told;
          return () => {};
        },
      },
      hasTimeToLive: async () => false,
      progress: new StreamProgress(kept, "u"),
      clock,
      invoke: (_reference, payload) => {
        const { Records } = JSON.parse(Buffer.from(payload).toString()) as { Records: Records };
        const numbers = Records.map(({ dynamodb }) => dynamodb.SequenceNumber);
        batches.push(numbers);
        return invoke(numbers, Records);
      },
      send: async (_from, _arn, { object }) => {
        await send();
        const { payload } = JSON.parse(object?.body ?? "") as { payload: string };
        const { Records } = JSON.parse(payload) as { Records: Records };
        sent.push(...Records.map(({ dynamodb }) => dynamodb.SequenceNumber));
      },
      observe: (_name, metric, value) => metrics.push([metric, value]),
      onError: (message, error) => errors.push(error === undefined ? message : String(error)),
    });
  /** Writes, as a request that passes the gateway. */
  const write = (shard: string, partition: string) => {
    const number = stream.write(shard, partition);
    listener("written");
    return number;
  };
  const changed = () => listener("changed");
  return { clock, stream, kept, batches, sent, metrics, errors, start, write, changed };
}
