import { createHash } from "node:crypto";
import { type FakeAnswer, type FakeOperation, startFakeAws } from "./fake-aws.ts";
import { OUTPUT_VALUES } from "./sample-comparison.ts";

interface FakeSpike {
  readonly records?: number;
  /** How many of the direct writer's records are not in its table. */
  readonly directMissing?: number;
  /** How many of those are in its failure queue. */
  readonly directFailed?: number;
  /** How many records the producer could not put into the queue. */
  readonly unsent?: number;
  /** Answers instead of the direct writer's. */
  readonly invokeDirect?: FakeOperation;
  /** Keys of each request that come back unprocessed the first time they are asked for. */
  readonly unprocessed?: number;
}

type Key = { pk: { S: string }; sk: { N: string } };

const keyAt = (strategy: string, index: number): [string, number] => [
  `${strategy}-${index}`,
  1_763_000_000_000 + index,
];

function failureMessage(index: number) {
  const [pk, sk] = keyAt("direct", index);
  const Body = JSON.stringify({
    v: 1,
    op: "put",
    item: { pk: { S: pk }, sk: { N: String(sk) } },
    reason: { code: "ATTEMPTS_EXHAUSTED", message: "unprocessed after 8 attempts" },
  });
  // The SQS client compares it with the body that came.
  const MD5OfBody = createHash("md5").update(Body).digest("hex");
  return { MessageId: `m-${index}`, ReceiptHandle: `r-${index}`, Body, MD5OfBody };
}

/** An environment in which a spike ends as asked for. */
export function startFakeEnvironment(spike: FakeSpike = {}) {
  const { records = 250, directMissing = 0, directFailed = 0, unsent = 0, unprocessed = 0 } = spike;
  const asked = new Set<string>();
  const messages = Array.from({ length: directFailed }, (_, index) => failureMessage(index));
  let handedOut = 0;
  const answerOf = (strategy: "direct" | "buffered", run: unknown): FakeAnswer => ({
    body: {
      run,
      strategy,
      startedAt: "2026-11-21T07:00:00.000Z",
      finishedAt: "2026-11-21T07:00:02.000Z",
      report:
        strategy === "direct"
          ? { read: records, written: records - directMissing, failed: directMissing, errors: [] }
          : {
              read: records,
              sent: records - unsent,
              failed: unsent,
              errors: unsent > 0 ? [{ code: "SEND_REFUSED", message: "refused by SQS" }] : [],
            },
      keys: Array.from({ length: records }, (_, index) => keyAt(strategy, index)),
    },
  });
  return startFakeAws({
    Invoke: (input, path) => {
      const direct = path.includes(OUTPUT_VALUES.direct.function_name);
      if (direct && spike.invokeDirect !== undefined) return spike.invokeDirect(input, path);
      return answerOf(direct ? "direct" : "buffered", input.run);
    },
    BatchGetItem: (input) => {
      const [table, { Keys: keys }] = Object.entries(
        input.RequestItems as Record<string, { Keys: Key[] }>,
      )[0] ?? ["", { Keys: [] }];
      const later = keys.filter(({ pk }, index) => index < unprocessed && !asked.has(pk.S));
      for (const { pk } of later) asked.add(pk.S);
      const now = keys.filter((key) => !later.includes(key));
      const missing = table === OUTPUT_VALUES.direct.table_name ? directMissing : unsent;
      const found = now.filter(({ pk }) => Number(pk.S.split("-")[1]) >= missing);
      return {
        body: {
          Responses: { [table]: found },
          UnprocessedKeys: later.length === 0 ? {} : { [table]: { Keys: later } },
        },
      };
    },
    GetQueueAttributes: (input) => ({
      body: {
        Attributes: {
          ApproximateNumberOfMessages: String(input.QueueUrl).includes("direct") ? directFailed : 0,
        },
      },
    }),
    ReceiveMessage: () => {
      const batch = messages.slice(handedOut, handedOut + 10);
      handedOut += batch.length;
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
