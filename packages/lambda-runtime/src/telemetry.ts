import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics } from "@aws-lambda-powertools/metrics";

/** What an app logs and counts with. */
export interface Telemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

const DEFAULT_NAMESPACE = "Spillway";

/**
 * A structured logger. Its level is `LOG_LEVEL` of the environment, `INFO` without it.
 *
 * @param service the app's name, in every line, unless the environment has `POWERTOOLS_SERVICE_NAME`: an
 * app that is deployed twice is two services
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/
 */
export function createLogger(service: string): Logger {
  return new Logger({ serviceName: serviceName(service) });
}

/**
 * Metrics in CloudWatch's embedded format: they are printed, not sent, and cost no call. The namespace
 * is `POWERTOOLS_METRICS_NAMESPACE` of the environment, `Spillway` without it.
 *
 * @param service the app's name, a dimension of every metric, unless the environment has
 * `POWERTOOLS_SERVICE_NAME`
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/metrics/
 */
export function createMetrics(service: string): Metrics {
  const namespace = process.env.POWERTOOLS_METRICS_NAMESPACE || DEFAULT_NAMESPACE;
  return new Metrics({ serviceName: serviceName(service), namespace });
}

// Powertools would take the name that it is given over that of the environment.
function serviceName(app: string): string {
  return process.env.POWERTOOLS_SERVICE_NAME || app;
}
