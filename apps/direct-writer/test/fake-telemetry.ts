import { vi } from "vitest";

/** A logger and metrics that a test reads. */
export function fakeTelemetry() {
  return {
    logger: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    metrics: { addMetric: vi.fn() },
  };
}
