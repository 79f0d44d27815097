import type { ObjectPlace } from "@spillway/change-capture";
import { sequenceNumberOf } from "@spillway/change-capture";
import type { Clock } from "@spillway/pacing";
import type { FailedObjects, Outcome, Processor } from "../../../src/redrive/stream/ports.ts";

export const BUCKET = "failed";
export const STREAM =
  "arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/2026-11-28T00:00:00.000";
const START = Date.parse("2026-11-28T10:00:00Z");

/** A clock on which sleeps are over at once, but for those that only wait for the end of a run. */
export function runClock(): Clock & { pass(ms: number): void } {
  let nowMs = START + 3_600_000;
  return {
    now: () => nowMs,
    pass: (ms) => {
      nowMs += ms;
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (ms < 40_000) nowMs += ms;
      else
        await new Promise((_, reject) =>
          signal?.addEventListener("abort", () => reject(signal.reason)),
        );
    },
  };
}

/** A record as Lambda hands it over, of the item and with the number that it says. */
export const streamRecord = (number: number, item = `i${number}`) => ({
  eventID: `e${number}`,
  dynamodb: { SequenceNumber: String(number), Keys: { id: { S: item } } },
});

/** What Lambda writes of records that it gave up. */
export function failureText(
  records: readonly ReturnType<typeof streamRecord>[],
  keep = true,
): string {
  const numbers = records.map(({ dynamodb }) => Number(dynamodb.SequenceNumber));
  const first = Math.min(...numbers);
  return JSON.stringify({
    requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 3 },
    responseContext: { statusCode: 200, functionError: "Unhandled" },
    timestamp: new Date(START + first * 1_000).toISOString(),
    DDBStreamBatchInfo: {
      shardId: "shardId-1",
      startSequenceNumber: String(first),
      endSequenceNumber: String(Math.max(...numbers)),
      approximateArrivalOfFirstRecord: new Date(START + first * 1_000).toISOString(),
      approximateArrivalOfLastRecord: new Date(START + first * 1_000).toISOString(),
      batchSize: records.length,
      streamArn: STREAM,
    },
    ...(keep ? { payload: JSON.stringify({ Records: records }) } : {}),
  });
}

/** S3's notification of an object in the bucket. */
export const notification = (...keys: readonly string[]) =>
  JSON.stringify({
    Records: keys.map((key) => ({ s3: { bucket: { name: BUCKET }, object: { key } } })),
  });

/** A bucket in memory. */
export class FakeObjects implements FailedObjects {
  readonly texts: Map<string, string>;

  constructor(texts: Readonly<Record<string, string>> = {}) {
    this.texts = new Map(Object.entries(texts));
  }

  async *list() {
    for (const key of [...this.texts.keys()]) yield { bucket: BUCKET, key };
  }

  async read({ key }: ObjectPlace) {
    const text = this.texts.get(key);
    return text === undefined ? undefined : { text, expiresAt: undefined };
  }

  async delete({ key }: ObjectPlace) {
    this.texts.delete(key);
  }
}

/** A processor in memory, which fails at the records that are told. */
export class FakeProcessor implements Processor {
  /** Numbers of the records that it took, as often as it did. */
  readonly taken: string[] = [];
  /** Numbers of the records of each invocation. */
  readonly invocations: (readonly string[])[] = [];
  poison: (number: string) => boolean;

  constructor(poison: (number: string) => boolean = () => false) {
    this.poison = poison;
  }

  async replay(records: readonly unknown[]): Promise<Outcome> {
    const numbers = records.map((record) => sequenceNumberOf(record) ?? "");
    this.invocations.push(numbers);
    const place = numbers.findIndex(this.poison);
    this.taken.push(...(place < 0 ? numbers : numbers.slice(0, place)));
    return place < 0 ? { kind: "done" } : { kind: "failed-from", place, error: "audit: no" };
  }
}
