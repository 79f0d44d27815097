import { createHash } from "node:crypto";
import { STRATEGIES, type Strategy } from "../src/strategies/strategy.ts";
import { OUTPUT_VALUES } from "./compare/sample-comparison.ts";
import { type FakeAnswer, type FakeOperation, startFakeAws } from "./fake-aws.ts";

interface FakeSpike {
  readonly records?: number;
  /** How many of the direct writer's records are not in its table. */
  readonly directMissing?: number;
  /** How many of those are in its failure queue. */
  readonly directFailed?: number;
  /** How many records the producer could not put into the queue. */
  readonly unsent?: number;
  /** How many records spill; they are in the table after the function has answered. */
  readonly spilled?: number;
  /** How many of those are dead letters instead. */
  readonly spillDead?: number;
  /** How many records the spillover function could neither write nor spill. */
  readonly spillFailed?: number;
  /** Answers instead of the direct writer's. */
  readonly invokeDirect?: FakeOperation;
  /** Keys of each request that come back unprocessed the first time they are asked for. */
  readonly unprocessed?: number;
}

type Key = { pk: { S: string }; sk: { N: string } };

const NAMES = {
  direct: OUTPUT_VALUES.spike.direct.function_name,
  buffered: OUTPUT_VALUES.spike.buffered.producer_function_name,
  spillover: OUTPUT_VALUES.spike.spillover.function_name,
};

const keyAt = (strategy: string, index: number): [string, number] => [
  `${strategy}-${index}`,
  1_763_000_000_000 + index,
];

function failureMessage(strategy: Strategy, index: number, reason?: object) {
  const [pk, sk] = keyAt(strategy, index);
  const item = { pk: { S: pk }, sk: { N: String(sk) } };
  const Body = JSON.stringify({ v: 1, op: "put", item, reason });
  // The SQS client compares it with the body that came.
  const MD5OfBody = createHash("md5").update(Body).digest("hex");
  return { MessageId: `m-${pk}`, ReceiptHandle: `r-${pk}`, Body, MD5OfBody };
}

const EXHAUSTED = { code: "ATTEMPTS_EXHAUSTED", message: "unprocessed after 8 attempts" };

/** An environment in which a spike ends as asked for. */
export function startFakeEnvironment(spike: FakeSpike = {}) {
  const { records = 250, directMissing = 0, directFailed = 0, unsent = 0, unprocessed = 0 } = spike;
  const { spilled = 0, spillDead = 0, spillFailed = 0 } = spike;
  const asked = new Set<string>();
  const messages = (count: number, message: (index: number) => object) =>
    Array.from({ length: count }, (_, index) => message(index));
  // What each queue of failures holds, by its address.
  const queues = new Map<string, object[]>([
    [
      OUTPUT_VALUES.spike.direct.failure_queue_url,
      messages(directFailed, (index) => failureMessage("direct", index, EXHAUSTED)),
    ],
    [
      OUTPUT_VALUES.spike.spillover.failure_queue_url,
      messages(spillFailed, (index) => failureMessage("spillover", index, EXHAUSTED)),
    ],
    [
      OUTPUT_VALUES.spike.spillover.dead_letter_queue_url,
      messages(spillDead, (index) => failureMessage("spillover", spillFailed + index)),
    ],
  ]);
  const held = new Map([...queues].map(([url, { length }]) => [url, length]));
  // The first records of each strategy are not in its table.
  const missing = new Map<string, number>([
    [OUTPUT_VALUES.spike.direct.table_name, directMissing],
    [OUTPUT_VALUES.spike.buffered.table_name, unsent],
    [OUTPUT_VALUES.spike.spillover.table_name, spillFailed + spillDead],
  ]);
  const reports: Record<Strategy, object> = {
    direct: { read: records, written: records - directMissing, failed: directMissing, errors: [] },
    buffered: {
      read: records,
      sent: records - unsent,
      failed: unsent,
      errors: unsent > 0 ? [{ code: "SEND_REFUSED", message: "refused by SQS" }] : [],
    },
    spillover: {
      read: records,
      written: records - spilled - spillFailed,
      deduplicated: 0,
      rejected: 0,
      failed: spillFailed,
      spilled,
      errors: [],
    },
  };
  const answerOf = (strategy: Strategy, run: unknown): FakeAnswer => ({
    body: {
      run,
      strategy,
      startedAt: "2026-11-21T07:00:00.000Z",
      finishedAt: "2026-11-21T07:00:02.000Z",
      report: reports[strategy],
      keys: Array.from({ length: records }, (_, index) => keyAt(strategy, index)),
    },
  });
  return startFakeAws({
    Invoke: (input, path) => {
      const strategy = STRATEGIES.find((one) => path.includes(`${NAMES[one]}/`));
      if (strategy === undefined) throw new Error(`no function at ${path}`);
      if (strategy === "direct" && spike.invokeDirect !== undefined) {
        return spike.invokeDirect(input, path);
      }
      return answerOf(strategy, input.run);
    },
    BatchGetItem: (input) => {
      const [table, { Keys: keys }] = Object.entries(
        input.RequestItems as Record<string, { Keys: Key[] }>,
      )[0] ?? ["", { Keys: [] }];
      const later = keys.filter(({ pk }, index) => index < unprocessed && !asked.has(pk.S));
      for (const { pk } of later) asked.add(pk.S);
      const now = keys.filter((key) => !later.includes(key));
      const lost = missing.get(table) ?? 0;
      const found = now.filter(({ pk }) => Number(pk.S.split("-")[1]) >= lost);
      return {
        body: {
          Responses: { [table]: found },
          UnprocessedKeys: later.length === 0 ? {} : { [table]: { Keys: later } },
        },
      };
    },
    GetQueueAttributes: (input) => ({
      body: {
        Attributes: { ApproximateNumberOfMessages: held.get(String(input.QueueUrl)) ?? 0 },
      },
    }),
    ReceiveMessage: (input) => {
      const batch = queues.get(String(input.QueueUrl))?.splice(0, 10) ?? [];
      return { body: batch.length === 0 ? {} : { Messages: batch } };
    },
    GetMetricData: (input) => ({
      body: {
        MetricDataResults: (input.MetricDataQueries as { Id: string }[]).map(({ Id }) => ({
          Id,
          Timestamps: [input.StartTime],
          Values: [Id.endsWith("consumed") ? records : 0],
        })),
      },
    }),
  });
}
