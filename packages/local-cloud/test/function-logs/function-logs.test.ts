import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { systemClock } from "@spillway/pacing";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findLog } from "../../src/function-logs/find-log.ts";
import { followLog } from "../../src/function-logs/follow-log.ts";
import { type LastLines, lastLines } from "../../src/function-logs/last-lines.ts";
import { functionLogs } from "../../src/function-logs/log-files.ts";
import { loggedLine, readLogLine } from "../../src/function-logs/log-line.ts";
import { nearNames } from "../../src/function-logs/near-names.ts";
import { eventually } from "../eventually.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(path.join(tmpdir(), "function-logs-"));
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const AT = Date.parse("2026-01-01T00:00:00Z");

/** Writes a log whose lines came a second apart, and gives its file. */
function written(region: string, file: string, texts: readonly string[], fromMs = AT): string {
  const directory = path.join(stateDir, "logs", region);
  mkdirSync(directory, { recursive: true });
  const whole = path.join(directory, file);
  writeFileSync(
    whole,
    texts.map((text, second) => loggedLine(text, fromMs + second * 1_000)).join(""),
  );
  return whole;
}

describe("a line of a log", () => {
  it.each([["a line"], [""], ["2026-01-01T00:00:00.000Z its own time"]])("is read: %j", (text) => {
    expect(readLogLine(loggedLine(text, AT).slice(0, -1))).toEqual({
      at: "2026-01-01T00:00:00.000Z",
      text,
    });
  });

  it("without a time is one too", () => {
    expect(readLogLine("at Object.<anonymous>")).toEqual({ text: "at Object.<anonymous>" });
  });
});

describe("the last lines", () => {
  const texts = ({ lines }: LastLines) => lines.map(({ text }) => text);

  it("are those of the newest file, then of the one before it", async () => {
    written("us-east-1", "f.log.2", ["a"]);
    written("us-east-1", "f.log.1", ["b", "c"], AT + 1_000);
    written("us-east-1", "f.log", ["d"], AT + 3_000);
    const [log] = functionLogs(stateDir);
    const files = [...(log?.older ?? []), log?.file ?? ""];
    expect(texts(await lastLines(files, {}))).toEqual(["a", "b", "c", "d"]);
    expect(texts(await lastLines(files, { lines: 2 }))).toEqual(["c", "d"]);
    expect(texts(await lastLines(files, { sinceMs: AT + 2_000 }))).toEqual(["c", "d"]);
    expect(texts(await lastLines(files, { sinceMs: AT + 1_000, lines: 2 }))).toEqual(["c", "d"]);
  });

  it("without a time came with the line before them", async () => {
    const file = written("us-east-1", "f.log", ["old", "new"]);
    appendFileSync(file, "    at stack.js:1\n");
    expect(texts(await lastLines([file], { sinceMs: AT + 1_000 }))).toEqual([
      "new",
      "    at stack.js:1",
    ]);
  });

  it("of a file that is gone are none", async () => {
    const gone = path.join(stateDir, "gone.log");
    expect(await lastLines([gone], {})).toEqual({ lines: [], position: 0 });
  });
});

describe("followLog", () => {
  function following(file: string, from?: number) {
    const seen: string[] = [];
    const stopping = new AbortController();
    const followed = followLog(file, {
      clock: systemClock,
      signal: stopping.signal,
      onLine: ({ text }) => seen.push(text),
      ...(from === undefined ? {} : { from }),
    });
    return {
      sees: (...texts: string[]) =>
        eventually(texts.join(), async () => (seen.join() === texts.join() ? true : undefined)),
      stop: () => {
        stopping.abort();
        return followed;
      },
    };
  }

  it("tells what is written from now on, over a full file and over a restart", async () => {
    const file = written("us-east-1", "f.log", ["before"]);
    const append = (text: string) => appendFileSync(file, loggedLine(text, AT));
    const { sees, stop } = following(file);
    append("first");
    await sees("first");
    append("last of the full file");
    renameSync(file, `${file}.1`);
    append("first of the next");
    await sees("first", "last of the full file", "first of the next");
    rmSync(file);
    writeFileSync(file, loggedLine("after a restart", AT));
    await sees("first", "last of the full file", "first of the next", "after a restart");
    await stop();
  });

  it("misses nothing when a full file is copied and cut", async () => {
    const file = written("us-east-1", "f.log", ["before, and long enough to be cut"]);
    const { sees, stop } = following(file);
    appendFileSync(file, loggedLine("last of the full file", AT));
    copyFileSync(file, `${file}.1`);
    truncateSync(file);
    appendFileSync(file, loggedLine("next", AT));
    await sees("last of the full file", "next");
    await stop();
  });

  it("waits for a file that is not there yet", async () => {
    const file = path.join(stateDir, "f.log");
    const { sees, stop } = following(file);
    writeFileSync(file, loggedLine("here ✓", AT));
    await sees("here ✓");
    await stop();
  });

  it("goes on where the last lines ended, with a line that had no end yet", async () => {
    const file = written("us-east-1", "f.log", ["✓ whole"]);
    appendFileSync(file, "ha");
    const { lines, position } = await lastLines([file], {});
    expect(lines.map(({ text }) => text)).toEqual(["✓ whole"]);
    const { sees, stop } = following(file, position);
    appendFileSync(file, "lf\n");
    await sees("half");
    await stop();
  });
});

describe("findLog", () => {
  it("finds it by name, and by region where several have the name", () => {
    const file = written("us-east-1", "orders.log", []);
    written("eu-west-1", "orders.log", []);
    written("us-east-1", "only.log", []);
    expect(findLog({ stateDir, functionName: "only" }).region).toBe("us-east-1");
    expect(findLog({ stateDir, functionName: "orders", region: "us-east-1" }).file).toBe(file);
    expect(() => findLog({ stateDir, functionName: "orders" })).toThrow(
      "expected one function orders; came 2, in eu-west-1, us-east-1",
    );
  });

  it("knows one that is deployed and has not run yet", () => {
    const deployed = [{ region: "us-east-1", name: "new" }];
    expect(findLog({ stateDir, functionName: "new", deployed })).toEqual({
      region: "us-east-1",
      functionName: "new",
      file: path.join(stateDir, "logs", "us-east-1", "new.log"),
      older: [],
    });
  });

  it("says what there is, and what was meant", () => {
    written("us-east-1", "orders-consumer.log", []);
    written("us-east-1", "mailer.log", []);
    const find = () => findLog({ stateDir, functionName: "order-consumer" });
    expect(find).toThrow("expected one of mailer, orders-consumer; came order-consumer");
    expect(find).toThrow(
      expect.objectContaining({
        code: "FUNCTION_LOG_NOT_FOUND",
        hint: "Did you mean orders-consumer?",
      }),
    );
    rmSync(path.join(stateDir, "logs"), { recursive: true });
    expect(find).toThrow("and there is none");
  });
});

it.each([
  ["consumer", ["orders-consumer"]],
  ["maler", ["mailer"]],
  ["ORDERS-CONSUMER", ["orders-consumer"]],
  ["something-else", []],
])("names near %s", (text, near) => {
  expect(nearNames(text, ["orders-consumer", "mailer", "mailer"])).toEqual(near);
});
