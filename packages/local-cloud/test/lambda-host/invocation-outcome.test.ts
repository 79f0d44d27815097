import { describe, expect, it } from "vitest";
import { platformError, reportLine } from "../../src/lambda-host/invocation-outcome.ts";
import { LineSplitter, LogTail } from "../../src/lambda-host/log-lines.ts";

const facts = {
  requestId: "r",
  durationMs: 12.345,
  memoryMb: 128,
  maxMemoryMb: 64,
  initMs: undefined,
  status: "success",
} as const;

describe("reportLine", () => {
  it.each([
    [
      facts,
      "REPORT RequestId: r\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB",
    ],
    [
      { ...facts, initMs: 100, maxMemoryMb: undefined, status: "timeout" as const },
      "REPORT RequestId: r\tDuration: 12.35 ms\tBilled Duration: 113 ms\tMemory Size: 128 MB\tInit Duration: 100.00 ms\tStatus: timeout",
    ],
  ])("is written as Lambda writes it", (given, line) => {
    expect(reportLine(given)).toBe(line);
  });
});

it("platformError names type, request and message", () => {
  const error: unknown = JSON.parse(platformError("Sandbox.Timedout", "r", "too late").toString());
  expect(error).toEqual({
    errorType: "Sandbox.Timedout",
    errorMessage: "RequestId: r Error: too late",
  });
});

it("LineSplitter gives whole lines, and what is left at the end", () => {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  splitter.push("a\nb");
  splitter.push("c\n\nd");
  expect(lines).toEqual(["a", "bc", ""]);
  splitter.flush();
  splitter.flush();
  expect(lines).toEqual(["a", "bc", "", "d"]);
});

it("LogTail keeps the last 4 KB", () => {
  const tail = new LogTail();
  for (let line = 0; line < 1_000; line += 1) tail.add(`line ${line}`);
  expect(tail.toString()).toHaveLength(4_096);
  expect(tail.toString().endsWith("line 999\n")).toBe(true);
});
