import {
  type DescribeTable,
  deadlineFrom,
  type LambdaHandler,
  type PartialBatchResponse,
  partialBatchResponse,
  type Telemetry,
} from "@spillway/lambda-runtime";
import type { Clock, Random } from "@spillway/pacing";
import { type Transport, writeAll } from "@spillway/table-writer";
import { type DrainFailure, drainMessages, type Queue } from "@spillway/write-buffer";
import type { SQSEvent } from "aws-lambda";
import type { PaceFor } from "./drain-pace.ts";

/** All that the handler works with. */
export interface Services {
  readonly describeTable: DescribeTable;
  readonly paceFor: PaceFor;
  readonly transport: Transport;
  /** The queue that is drained. */
  readonly queue: Queue;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

/** What the log says of a message that is answered as failed. */
const FAILURES: Readonly<Record<DrainFailure["kind"], string>> = {
  malformed: "a message is malformed",
  refused: "a message cannot be written",
  "not deferred": "a message could not be deferred",
};

/** Left for the answer after messages were put back, in milliseconds. */
const ANSWER_MS = 500;

/**
 * Drains a batch of messages into the table at this instance's pace, and answers which
 * of them failed: those end in the dead-letter queue. What becomes of each is said at `drainMessages`.
 */
export function createHandler(services: Services): LambdaHandler<SQSEvent, PartialBatchResponse> {
  const { describeTable, paceFor, transport, queue, clock, random, logger, metrics } = services;
  return async (event, context) => {
    const table = await describeTable();
    const { pacer, unitsPerSecond } = paceFor(table);
    const { report, deferred, failures } = await drainMessages(event.Records, {
      write: (sources, onOutcome) =>
        writeAll(sources, {
          transport,
          table,
          clock,
          random,
          deadline: deadlineFrom(context, clock),
          ...(pacer === undefined ? {} : { pacer }),
          onOutcome,
        }),
      unitsPerSecond,
      queue,
      clock,
      random,
      deadline: deadlineFrom(context, clock, ANSWER_MS),
    });

    for (const { messageId, kind, reason } of failures) {
      logger.warn(FAILURES[kind], { messageId, code: reason.code, reason: reason.message });
    }
    metrics.addMetric("RecordsWritten", "Count", report.written);
    metrics.addMetric("RecordsDeferred", "Count", deferred);
    metrics.addMetric("RecordsFailed", "Count", failures.length);
    logger.info("the batch was drained", {
      received: event.Records.length,
      written: report.written,
      deduplicated: report.deduplicated,
      deferred,
      failed: failures.length,
      throttledWrites: report.throttledWrites,
      unitsPerSecond: unitsPerSecond ?? "unpaced",
      durationMs: report.durationMs,
    });
    return partialBatchResponse(failures.map(({ messageId }) => messageId));
  };
}
