import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type OrderItem, orderItemIn } from "@spillway/cart";
import {
  type BatchServices,
  type ChangeEvent,
  FailurePolicies,
  handlerSink,
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

/** What the event source mapping of the cart table's stream invokes the function with. */
export interface StreamEvent {
  readonly Records: readonly unknown[];
}

/** All that the handler works with. */
export interface Services extends Pick<BatchServices, "clock" | "random"> {
  /** Clears the lines away that an order took; gives how many were cleared, and how many kept. */
  settle(order: OrderItem): Promise<{ readonly settled: number; readonly kept: number }>;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn">;
  readonly metrics: Pick<Telemetry["metrics"], "addMetric">;
}

/** Orders that are settled at once. */
const CONCURRENCY = 10;

/**
 * Settles each order that a batch of the stream tells of, and answers from which one on they are to come again.
 * An order may come any number of times. Other changes are left alone; the mapping's filter keeps them away.
 */
export function createHandler(
  services: Services,
): LambdaHandler<StreamEvent, PartialBatchResponse> {
  const { settle, clock, random, logger, metrics } = services;
  return async (event, context) => {
    const sums = { orders: 0, settled: 0, kept: 0 };
    const settling = handlerSink(async (change) => {
      const order = orderIn(change);
      if (order === undefined) return;
      const { settled, kept } = await settle(order);
      sums.orders += 1;
      sums.settled += settled;
      sums.kept += kept;
    });
    const batch = readBatch(event.Records);
    const report = await processBatch(
      batch,
      {
        ...{ sinks: [settling], policies: new FailurePolicies([]) },
        ...{ concurrency: CONCURRENCY, clock, random },
      },
      {
        ...{ deadline: deadlineFrom(context, clock), replayed: false },
        ...{ requestId: context.awsRequestId, functionArn: context.invokedFunctionArn },
        functionVersion: context.functionVersion,
      },
    );
    metrics.addMetric("OrdersSettled", "Count", sums.orders);
    metrics.addMetric("LinesSettled", "Count", sums.settled);
    metrics.addMetric("LinesKept", "Count", sums.kept);
    metrics.addMetric("OrdersFailed", "Count", report.failed.length);
    logger.info("orders were settled", { ...sums, failed: report.failed.length });
    warnOfFailures("orders were not settled", report.failed, batch, logger);
    return partialBatchResponse(sequenceNumbersToRetry(batch, report));
  };
}

/** The order that was placed by a change; undefined for any other change. */
function orderIn({ type, newImage }: ChangeEvent): OrderItem | undefined {
  if (type !== "insert" || newImage === undefined) return undefined;
  // Lambda writes all types of values as the SDK does, but for binary, which no order has.
  return orderItemIn(unmarshall(newImage as Record<string, AttributeValue>));
}
