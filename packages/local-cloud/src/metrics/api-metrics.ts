import type { ServedRequest } from "../http-apis/serving/api-call.ts";
import type { Observation } from "./metric-buffer.ts";

type Unit = "Bytes" | "Count" | "Milliseconds";

/**
 * What API Gateway puts into CloudWatch for each request to an HTTP API, by API, and by API and stage.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export function apiMetrics(
  now: () => number,
  add: (observation: Observation) => void,
): (served: ServedRequest) => void {
  return ({ api, stage, status, latencyMs, integrationMs, bytes }) => {
    const values: [string, number | undefined, Unit][] = [
      ["Count", 1, "Count"],
      ["4xx", status >= 400 && status < 500 ? 1 : 0, "Count"],
      ["5xx", status >= 500 ? 1 : 0, "Count"],
      ["Latency", latencyMs, "Milliseconds"],
      ["IntegrationLatency", integrationMs, "Milliseconds"],
      ["DataProcessed", bytes, "Bytes"],
    ];
    for (const dimensions of [{ ApiId: api }, { ApiId: api, Stage: stage }]) {
      for (const [name, value, unit] of values) {
        if (value === undefined) continue;
        add({ namespace: "AWS/ApiGateway", name, value, unit, dimensions, at: now() });
      }
    }
  };
}
