import { SQS_BATCH_MAX_MESSAGES } from "@spillway/capacity";
import { fullJitterDelay } from "@spillway/pacing";
import { sqsQueue } from "@spillway/write-buffer";
import { ingestJobsError } from "../errors.ts";
import { inParallel } from "./in-parallel.ts";
import type { WorkServices } from "./work-services.ts";

const BATCHES_AT_ONCE = 8;
const MAX_ATTEMPTS = 5;

/**
 * Puts messages into the queue of chunks, all of them or it throws; in which case some are there.
 *
 * @throws SpillwayError `MESSAGES_NOT_SENT`, and what a request failed with
 */
export async function sendAllMessages(
  services: Pick<WorkServices, "clients" | "queueUrl" | "clock" | "random">,
  bodies: readonly string[],
  delaySeconds = 0,
): Promise<void> {
  const { clients, queueUrl, clock, random } = services;
  const queue = sqsQueue(await clients.sqs(), queueUrl);
  await inParallel(batchesOf(bodies), BATCHES_AT_ONCE, async (batch) => {
    let left = batch.map((body) => ({ body, delaySeconds }));
    for (let attempt = 0; left.length > 0; attempt += 1) {
      const failures = await queue.sendBatch(left);
      const [first] = failures;
      if (first === undefined) return;
      if (attempt === MAX_ATTEMPTS - 1) {
        throw ingestJobsError(
          "MESSAGES_NOT_SENT",
          `expected the queue to take ${left.length} messages; it said ${first.code}: ${first.message}`,
        );
      }
      const again = new Set(failures.map(({ index }) => index));
      left = left.filter((_, index) => again.has(index));
      await clock.sleep(fullJitterDelay({ attempt, random }));
    }
  });
}

function* batchesOf(bodies: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < bodies.length; at += SQS_BATCH_MAX_MESSAGES) {
    yield bodies.slice(at, at + SQS_BATCH_MAX_MESSAGES);
  }
}
