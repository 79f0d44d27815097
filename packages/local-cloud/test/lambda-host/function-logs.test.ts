import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  type CloudWatchLogsClient,
  type CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ServiceUnavailableException,
} from "@aws-sdk/client-cloudwatch-logs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FunctionLogs } from "../../src/lambda-host/function-logs.ts";

const FLUSH_MS = 1_000;

/** CloudWatch Logs with one log group; its answers wait while `held` is set. */
class LogGroup {
  readonly streams = new Map<string, string[]>();
  held: Promise<void> | undefined;
  /** What becomes of the next request after it was done: an answer that is lost, perhaps. */
  failing: Error | undefined;

  readonly client = {
    send: async (command: CreateLogStreamCommand | PutLogEventsCommand) => {
      const { logStreamName = "" } = command.input;
      const lines = this.streams.get(logStreamName);
      if (command instanceof PutLogEventsCommand) {
        const { logEvents = [] } = command.input;
        lines?.push(...logEvents.map(({ message = "" }) => message));
      } else if (lines !== undefined) {
        throw new ResourceAlreadyExistsException({ message: "it is there", $metadata: {} });
      } else this.streams.set(logStreamName, []);
      await this.held;
      const { failing } = this;
      this.failing = undefined;
      if (failing !== undefined) throw failing;
      return {};
    },
  } as unknown as CloudWatchLogsClient;
}

describe("lines of a function", () => {
  let directory: string;
  let group: LogGroup;
  let logs: FunctionLogs;

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    directory = mkdtempSync(path.join(tmpdir(), "function-logs-"));
    group = new LogGroup();
    logs = new FunctionLogs(directory, async () => group.client, vi.fn());
  });
  afterEach(async () => {
    await logs.close();
    vi.useRealTimers();
    rmSync(directory, { recursive: true });
  });

  const linesAre = (...lines: string[]) =>
    expect
      .poll(async () => {
        await vi.advanceTimersByTimeAsync(FLUSH_MS);
        return group.streams.get("stream");
      })
      .toEqual(lines);

  it("come to its log stream in their order, though CloudWatch Logs takes seconds for each answer", async () => {
    let answer = () => {};
    group.held = new Promise((resolve) => {
      answer = resolve;
    });
    logs.add("orders", "stream", "first");
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    logs.add("orders", "stream", "second");
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    answer();
    await linesAre("first", "second");
  });

  it("come to a stream whose making was done without an answer", async () => {
    group.failing = new ServiceUnavailableException({ message: "no answer", $metadata: {} });
    logs.add("orders", "stream", "lost, as that answer");
    await vi.advanceTimersByTimeAsync(FLUSH_MS);
    logs.add("orders", "stream", "next");
    await linesAre("next");
  });
});
