import type { StreamObserver } from "../event-sources/stream/stream-source.ts";
import type {
  AsynchronousMetric,
  AsynchronousObserver,
} from "../lambda-host/asynchronous/event-outcomes.ts";
import type { InvocationObserver } from "../lambda-host/lambda-host.ts";
import type { Observation } from "./metric-buffer.ts";

/**
 * What Lambda puts into CloudWatch for each invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function functionMetrics(
  now: () => number,
  add: (observation: Observation) => void,
): InvocationObserver {
  const observe = (
    functionName: string,
    name: string,
    value: number,
    unit: "Count" | "Milliseconds" = "Count",
  ) =>
    add({
      namespace: "AWS/Lambda",
      name,
      value,
      unit,
      dimensions: { FunctionName: functionName },
      at: now(),
    });
  return {
    ran(functionName, { failed, durationMs }) {
      observe(functionName, "Invocations", 1);
      observe(functionName, "Errors", failed ? 1 : 0);
      observe(functionName, "Throttles", 0);
      observe(functionName, "Duration", durationMs, "Milliseconds");
    },
    throttled(functionName) {
      observe(functionName, "Throttles", 1);
    },
    concurrency(functionName, running) {
      observe(functionName, "ConcurrentExecutions", running);
    },
  };
}

/**
 * What Lambda puts into CloudWatch for asynchronous events, beside what it does for every invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function asynchronousMetrics(
  now: () => number,
  add: (observation: Observation) => void,
): AsynchronousObserver {
  return (functionName: string, name: AsynchronousMetric, value: number) =>
    add({
      namespace: "AWS/Lambda",
      name,
      value,
      unit: name === "AsyncEventAge" ? "Milliseconds" : "Count",
      dimensions: { FunctionName: functionName },
      at: now(),
    });
}

/**
 * What Lambda puts into CloudWatch of event source mappings of streams, beside what it does for every invocation.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
export function streamMetrics(
  now: () => number,
  add: (observation: Observation) => void,
): StreamObserver {
  return (functionName, name, value) =>
    add({
      namespace: "AWS/Lambda",
      name,
      value,
      unit: name === "IteratorAge" ? "Milliseconds" : "Count",
      dimensions: { FunctionName: functionName },
      at: now(),
    });
}
