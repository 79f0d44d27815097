import { defect, errorsOf } from "@spillway/errors";
import { lambdaContext } from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger, createMetrics, lambdaRuntimeError, observedHandler } from "../src/index.ts";

let lines: string[];

beforeEach(() => {
  lines = [];
  vi.stubEnv("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
  const keep = (chunk: unknown) => {
    lines.push(...String(chunk).trim().split("\n"));
    return true;
  };
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function printed(): Record<string, unknown>[] {
  return lines.map((line) => JSON.parse(line));
}

function telemetry() {
  return { logger: createLogger("probe"), metrics: createMetrics("probe") };
}

describe("observedHandler", () => {
  it("passes event and answer through, and prints the metrics of the invocation", async () => {
    const { logger, metrics } = telemetry();
    const handler = observedHandler(
      async (event: { n: number }, context) => {
        metrics.addMetric("RecordsWritten", "Count", event.n);
        logger.info("done");
        return context.functionName;
      },
      { logger, metrics },
    );
    expect(await handler({ n: 7 }, lambdaContext())).toBe("test-function");
    const [coldStart, line, counts] = printed();
    expect(coldStart).toMatchObject({ ColdStart: 1, function_name: "test-function" });
    expect(line).toMatchObject({
      level: "INFO",
      message: "done",
      service: "probe",
      function_request_id: lambdaContext().awsRequestId,
    });
    expect(counts).toMatchObject({
      RecordsWritten: 7,
      service: "probe",
      _aws: { CloudWatchMetrics: [{ Namespace: "Spillway" }] },
    });
  });

  it("calls itself as the environment says, where one app is deployed as two functions", async () => {
    vi.stubEnv("POWERTOOLS_SERVICE_NAME", "second-probe");
    const { logger, metrics } = telemetry();
    const handler = observedHandler(
      async () => {
        metrics.addMetric("RecordsWritten", "Count", 1);
        logger.info("done");
      },
      { logger, metrics },
    );
    await handler({}, lambdaContext());
    expect(new Set(printed().map(({ service }) => service))).toEqual(new Set(["second-probe"]));
  });

  it("counts a cold start once, and prints nothing when there is nothing to print", async () => {
    const handler = observedHandler(async () => undefined, telemetry());
    await handler({}, lambdaContext());
    await handler({}, lambdaContext());
    expect(printed().map((line) => line.ColdStart)).toEqual([1]);
  });

  it("counts no cold start where the instance was made ready before", async () => {
    vi.stubEnv("AWS_LAMBDA_INITIALIZATION_TYPE", "provisioned-concurrency");
    await observedHandler(async () => undefined, telemetry())({}, lambdaContext());
    expect(lines).toEqual([]);
  });

  it("logs an error that was thrown on purpose without its stack, and throws it on", async () => {
    const error = lambdaRuntimeError("EVENT_INVALID", "the event is none", { hint: "Send one." });
    const handler = observedHandler(async () => {
      throw error;
    }, telemetry());
    await expect(handler({}, lambdaContext())).rejects.toBe(error);
    const line = printed().at(-1);
    expect(line).toMatchObject({
      level: "ERROR",
      message: "the event is none",
      code: "EVENT_INVALID",
      hint: "Send one.",
    });
    expect(JSON.stringify(line)).not.toContain("stack");
  });

  it("logs a defect with its stack, and prints the metrics that there are", async () => {
    const { logger, metrics } = telemetry();
    const handler = observedHandler(
      async () => {
        metrics.addMetric("RecordsWritten", "Count", 3);
        throw new TypeError("x is undefined");
      },
      { logger, metrics },
    );
    await expect(handler({}, lambdaContext())).rejects.toThrow("x is undefined");
    expect(printed()).toMatchObject([
      { ColdStart: 1 },
      {
        level: "ERROR",
        error: { name: "TypeError", stack: expect.stringContaining("observed-handler.test.ts") },
      },
      { RecordsWritten: 3 },
    ]);
  });

  it("logs a defect that has a code with its stack too", async () => {
    const sampleError = errorsOf({ COUNTS_DO_NOT_ADD_UP: defect() });
    const handler = observedHandler(async () => {
      throw sampleError("COUNTS_DO_NOT_ADD_UP", "expected 3 records; came 2");
    }, telemetry());
    await expect(handler({}, lambdaContext())).rejects.toThrow("expected 3 records");
    expect(printed().at(-1)).toMatchObject({
      level: "ERROR",
      error: {
        message: "expected 3 records; came 2",
        stack: expect.stringContaining("observed-handler.test.ts"),
      },
    });
  });

  it("takes the namespace of the environment", async () => {
    vi.stubEnv("POWERTOOLS_METRICS_NAMESPACE", "Other");
    const { logger, metrics } = telemetry();
    await observedHandler(async () => undefined, { logger, metrics })({}, lambdaContext());
    expect(JSON.stringify(printed())).toContain('"Namespace":"Other"');
  });
});
