import { ChangeMessageVisibilityCommand } from "@aws-sdk/client-sqs";
import { type Delivery, handleMessage, type WorkServices } from "@spillway/ingest-jobs";
import {
  type LambdaHandler,
  type PartialBatchResponse,
  partialBatchResponse,
  type Telemetry,
} from "@spillway/lambda-runtime";
import type { Context, SQSEvent, SQSRecord } from "aws-lambda";

/** All that the handler works with. */
export interface Services extends WorkServices {
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

/** What is kept of the time to hand on: a part of it, within bounds, in milliseconds. */
const MARGIN = { share: 0.15, leastMs: 2_000, mostMs: 10_000 };

/**
 * Does what the messages ask for, one after the other, and answers which have to come again. With a
 * batch of one each has the function's whole time.
 */
export function createHandler(services: Services): LambdaHandler<SQSEvent, PartialBatchResponse> {
  const { logger, metrics } = services;
  return async (event, context) => {
    const later: string[] = [];
    const sums = { written: 0, rejected: 0, failed: 0, spilled: 0 };
    for (const record of event.Records) {
      const handled = await handleMessage(
        services,
        record.body,
        deliveryOf(services, record, context),
      );
      sums.written += handled.written.written;
      sums.rejected += handled.written.rejected;
      sums.failed += handled.written.failed;
      sums.spilled += handled.written.spilled;
      if (handled.kind === "done") continue;
      later.push(record.messageId);
      const { body, messageId } = record;
      logger.info("the message comes again", {
        messageId,
        body,
        in: handled.seconds,
        why: handled.why,
      });
    }
    metrics.addMetric("RecordsWritten", "Count", sums.written);
    metrics.addMetric("RecordsRejected", "Count", sums.rejected);
    metrics.addMetric("RecordsFailed", "Count", sums.failed);
    metrics.addMetric("RecordsSpilled", "Count", sums.spilled);
    return partialBatchResponse(later);
  };
}

function deliveryOf(
  { clients, clock, queueUrl }: Services,
  { attributes, receiptHandle }: SQSRecord,
  context: Context,
): Delivery {
  const leftMs = context.getRemainingTimeInMillis();
  const marginMs = Math.min(MARGIN.mostMs, Math.max(MARGIN.leastMs, leftMs * MARGIN.share));
  const endsAtMs = clock.now() + leftMs;
  return {
    sentAtMs: Number(attributes.SentTimestamp),
    receiveCount: Number(attributes.ApproximateReceiveCount),
    handOnAtMs: endsAtMs - marginMs,
    abortAtMs: endsAtMs - marginMs / 2,
    async hide(seconds) {
      const sqs = await clients.sqs();
      await sqs.send(
        new ChangeMessageVisibilityCommand({
          QueueUrl: queueUrl,
          ReceiptHandle: receiptHandle,
          VisibilityTimeout: seconds,
        }),
      );
    },
  };
}
