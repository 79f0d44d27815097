import {
  type BatchServices,
  processBatch,
  readBatch,
  sequenceNumbersToRetry,
  warnOfFailures,
} from "@spillway/change-capture";
import {
  deadlineFrom,
  type LambdaHandler,
  type PartialBatchResponse,
  partialBatchResponse,
  type Telemetry,
} from "@spillway/lambda-runtime";

/** What a stream's event source mapping invokes the function with, and `spillway redrive`. */
export interface StreamEvent {
  readonly Records: readonly unknown[];
  /** Set when the records failed before and come again. */
  readonly replay?: { readonly id?: string };
}

/** All that the handler works with. */
export interface Services extends BatchServices {
  readonly logger: Pick<Telemetry["logger"], "info" | "warn">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

/**
 * Gives a batch of a stream's records to each sink, and answers from which on they are to come again.
 * What becomes of each is said at `processBatch`.
 */
export function createHandler(
  services: Services,
): LambdaHandler<StreamEvent, PartialBatchResponse> {
  const { clock, logger, metrics } = services;
  return async (event, context) => {
    const batch = readBatch(event.Records);
    const { replay } = event;
    const [first] = batch.changes;
    const of = first === undefined ? "" : ` of ${first.table}`;
    logger.info(`Processing ${batch.records.length} changes${of}`, replay ? { replay } : {});
    const report = await processBatch(batch, services, {
      deadline: deadlineFrom(context, clock),
      replayed: replay !== undefined,
      requestId: context.awsRequestId,
      functionArn: context.invokedFunctionArn,
      functionVersion: context.functionVersion,
    });
    metrics.addMetric("ChangesProcessed", "Count", report.processed);
    metrics.addMetric("ChangesFailed", "Count", report.failed.length);
    metrics.addMetric("ChangesSentToDestination", "Count", report.sentToDestination.length);
    if (first !== undefined && replay === undefined) {
      metrics.addMetric(
        "IteratorLag",
        "Milliseconds",
        Math.max(0, Math.round(clock.now() - Date.parse(first.at))),
      );
    }
    warnOfFailures("changes failed", report.failed, batch, logger);
    warnOfFailures(
      "changes went to the failure destination",
      report.sentToDestination,
      batch,
      logger,
    );
    return partialBatchResponse(sequenceNumbersToRetry(batch, report));
  };
}
