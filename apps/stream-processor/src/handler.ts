import {
  type BatchFailure,
  type BatchServices,
  errorFacts,
  processBatch,
  type ReadBatch,
  readBatch,
  sequenceNumberOf,
  sequenceNumbersToRetry,
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
    warnOf("changes failed", report.failed, batch, logger);
    warnOf("changes went to the failure destination", report.sentToDestination, batch, logger);
    return partialBatchResponse(sequenceNumbersToRetry(batch, report));
  };
}

/** One line for each kind of failure: ten thousand changes may fail for one reason. */
function warnOf(
  what: string,
  failures: readonly BatchFailure[],
  { records }: ReadBatch,
  logger: Services["logger"],
): void {
  const kinds = Map.groupBy(failures, ({ sink, error }) => {
    const { name, code } = errorFacts(error);
    return `${sink} ${name} ${code}`;
  });
  for (const [first, ...more] of kinds.values()) {
    if (first === undefined) continue;
    const { name, code, message } = errorFacts(first.error);
    logger.warn(what, {
      count: more.length + 1,
      sink: first.sink,
      code: code ?? name,
      reason: message,
      firstSequenceNumber: sequenceNumberOf(records[first.place]),
    });
  }
}
