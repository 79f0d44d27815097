import { isSpillwayError } from "@spillway/errors";
import type { Context } from "aws-lambda";
import type { Telemetry } from "./telemetry.ts";

/** A Lambda handler: an event and its context in, an answer out. */
export type LambdaHandler<Event, Answer> = (event: Event, context: Context) => Promise<Answer>;

/**
 * Puts logs and metrics around a handler: every line carries the request id, the first invocation of
 * an instance counts as `ColdStart`, an error is logged and thrown on, and metrics are printed at the
 * end whatever happened. An error that someone can act on is logged by its code, message and hint; a
 * defect with its stack, and so is whatever was not thrown on purpose.
 *
 * @param handler the app's handler
 * @param telemetry where to log and count
 * @example
 * const telemetry = { logger: createLogger("direct-writer"), metrics: createMetrics("direct-writer") };
 * export const handler = observedHandler(
 *   async (event: unknown, context) => handle(event, context, await services()),
 *   telemetry,
 * );
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
      logError(logger, error);
      throw error;
    } finally {
      // Without any, Powertools would print a warning with each invocation.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
      logger.resetKeys();
    }
  };
}

function logError(logger: Telemetry["logger"], error: unknown): void {
  if (isSpillwayError(error) && error.errorClass !== "defect") {
    const { code, message, hint, details } = error;
    logger.error(message, { code, details, ...(hint === undefined ? {} : { hint }) });
  } else {
    logger.error("the invocation failed", error instanceof Error ? error : String(error));
  }
}
