import type { Context } from "aws-lambda";
import type { Telemetry } from "./telemetry.ts";

/** A Lambda handler: an event and its context in, an answer out. */
export type LambdaHandler<Event, Answer> = (event: Event, context: Context) => Promise<Answer>;

/**
 * Puts logs and metrics around a handler: every line carries the request id, the first invocation of
 * an instance counts as `ColdStart`, an error is logged with its code and hint and thrown on, and
 * metrics are printed at the end whatever happened.
 *
 * @param handler the app's handler
 * @param telemetry the logger and metrics, or how to make them at the first invocation
 * @example
 * export const handler = observedHandler(async (event: Event, context) => {
 *   return handle(event, context, await services());
 * }, { logger: createLogger("direct-writer"), metrics: createMetrics("direct-writer") });
 */
export function observedHandler<Event, Answer>(
  handler: LambdaHandler<Event, Answer>,
  { logger, metrics }: Telemetry,
): LambdaHandler<Event, Answer> {
  return async (event, context) => {
    logger.addContext(context);
    logger.logEventIfEnabled(event);
    metrics.captureColdStartMetric(context.functionName);
    try {
      return await handler(event, context);
    } catch (error) {
      logger.error("the invocation failed", error instanceof Error ? error : String(error));
      throw error;
    } finally {
      metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}
