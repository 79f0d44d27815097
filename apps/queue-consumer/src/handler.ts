import {
  type DescribeTable,
  deadlineFrom,
  type LambdaHandler,
  type PartialBatchResponse,
  partialBatchResponse,
  type Telemetry,
} from "@spillway/lambda-runtime";
import type { Clock, Random } from "@spillway/pacing";
import { type Transport, tableUnitsPacer, writeAll } from "@spillway/table-writer";
import { deferMessages, type Queue } from "@spillway/write-buffer";
import type { SQSEvent } from "aws-lambda";
import { deferralDelays } from "./deferral-delays.ts";
import type { DrainPace } from "./drain-pace.ts";
import { type ReceivedWrite, receivedWrites } from "./received-writes.ts";

/** All that the handler works with. */
export interface Services {
  readonly describeTable: DescribeTable;
  readonly pace: DrainPace;
  readonly transport: Transport;
  /** The queue that is drained. */
  readonly queue: Queue;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

/**
 * Does the puts and deletes of a batch of messages at this instance's share of the table's capacity.
 *
 * A message whose write was done is done. One that only has to wait (no time left, still throttled
 * after all attempts) goes back into the queue as a new message. One that will never work (malformed,
 * refused by the table) is answered as failed, and ends in the dead-letter queue.
 */
export function createHandler(services: Services): LambdaHandler<SQSEvent, PartialBatchResponse> {
  const { describeTable, pace, transport, queue, clock, random, logger, metrics } = services;
  return async (event, context) => {
    const { writes, malformed } = receivedWrites(event.Records);
    for (const { messageId, error } of malformed) {
      logger.warn("a message is malformed", {
        messageId,
        code: error.code,
        message: error.message,
      });
    }
    const failures = malformed.map(({ messageId }) => messageId);

    const table = await describeTable();
    const pacer = pace.pacerFor(table);
    const waiting: ReceivedWrite[] = [];
    const report = await writeAll(
      writes.map(({ source }) => source),
      {
        transport,
        table,
        clock,
        random,
        deadline: deadlineFrom(context, clock),
        ...(pacer === undefined ? {} : { pacer: tableUnitsPacer(pacer) }),
        onOutcome: (outcome) => {
          const write = writes[outcome.position.index];
          if (write === undefined) return;
          if (outcome.waitingHelps) {
            waiting.push(write);
          } else {
            failures.push(write.messageId);
            logger.warn("a message cannot be written", {
              messageId: write.messageId,
              ...outcome.reason,
            });
          }
        },
      },
    );

    const delays = deferralDelays(waiting.length, pacer?.ratePerSecond);
    const { deferred, failed: notDeferred } = await deferMessages(
      waiting.map(({ messageId, body }, index) => ({
        messageId,
        body,
        delaySeconds: delays[index] ?? 1,
      })),
      { queue, clock, random, deadline: deadlineFrom(context, clock, 500) },
    );
    for (const { message, code, reason } of notDeferred) {
      failures.push(message.messageId);
      logger.warn("a message could not be deferred", {
        messageId: message.messageId,
        code,
        reason,
      });
    }

    metrics.addMetric("RecordsWritten", "Count", report.written);
    metrics.addMetric("RecordsDeferred", "Count", deferred.length);
    metrics.addMetric("RecordsFailed", "Count", failures.length);
    logger.info("the batch was drained", {
      received: event.Records.length,
      written: report.written,
      deduplicated: report.deduplicated,
      deferred: deferred.length,
      failed: failures.length,
      throttledWrites: report.throttledWrites,
      unitsPerSecond: pacer?.ratePerSecond ?? "unpaced",
      durationMs: report.durationMs,
    });
    return partialBatchResponse(failures);
  };
}
