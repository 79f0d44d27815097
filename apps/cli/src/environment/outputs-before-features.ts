import { BURST_SECONDS } from "@spillway/capacity";

/** What was the same everywhere before it was in the outputs. */
const SCHEDULE = { schedule_expression: "rate(10 minutes)", schedule_enabled: true };
const LOCAL_BURST_SECONDS = 10;

/**
 * Outputs as they were before there were features (the strategies at the top) in the form of today:
 * an environment that was deployed then, and a comparison that was kept then, can still be read.
 * Any other value comes back as it is.
 */
export function byFeature(values: unknown): unknown {
  if (typeof values !== "object" || values === null) return values;
  if (!("direct" in values && "buffered" in values) || "spike" in values) return values;
  const { direct, buffered, spillover, dashboard_name, ...shared } = values as Record<
    string,
    unknown
  >;
  const burst = shared.environment === "local" ? LOCAL_BURST_SECONDS : BURST_SECONDS;
  return {
    ...shared,
    burst_seconds: burst,
    spike: { ...SCHEDULE, dashboard_name, direct, buffered, spillover },
  };
}
