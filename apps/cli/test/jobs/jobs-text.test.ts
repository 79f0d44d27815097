import { Readable } from "node:stream";
import type { JobAnswer } from "@spillway/jobs-client";
import { describe, expect, it } from "vitest";
import { jobRate } from "../../src/commands/jobs/job-rate.ts";
import { sourceReadingOf } from "../../src/commands/jobs/runs/source-reading-of.ts";
import { progressOf } from "../../src/jobs/job-progress.ts";
import { requestBody } from "../../src/jobs/request-body.ts";
import { uploadName } from "../../src/jobs/source/job-source.ts";
import { readRecords } from "../../src/jobs/source/read-records.ts";

describe("a rate", () => {
  it.each([
    ["500", 500],
    ["0.5", 0.5],
    ["80%", "80%"],
    ["100%", "100%"],
  ])("is %s", (text, rate) => {
    expect(jobRate(text)).toBe(rate);
  });

  it.each(["0", "-1", "0%", "101%", "1.5%", "fast", "%", "5 %"])("is not %s", (text) => {
    expect(() => jobRate(text)).toThrow("Expected units a second");
  });
});

it.each([
  ["/tmp/my users (1).csv.gz", "my_users__1_.csv.gz"],
  ["../.hidden.jsonl", "hidden.jsonl"],
  ["...", "records"],
  [`${"x".repeat(300)}.csv`, `${"x".repeat(196)}.csv`],
])("%s is called so in S3", (path, name) => {
  expect(uploadName(path)).toBe(name);
});

describe("records of standard input", () => {
  const read = (...chunks: string[]) => readRecords(Readable.from(chunks));

  it("are lines, each as it came", async () => {
    const lines = ['{"a":12345678901234567890}', ' {"b":"ü"}'];
    expect(await read(`${lines[0]}\r\n\n`, ` {"b":`, `"ü"}`)).toEqual(lines);
  });

  it.each([
    [["{}\n[1]"], /line 2 of standard input: expected a JSON object; came \[1\]/],
    [["id,name\n"], /line 1/],
    [["\n\n"], /came none/],
    [["{}\n".repeat(10_001)], /at most 10000 records/],
    [[`{"a":"${"x".repeat(5_000_000)}"}`], /5000000 bytes/],
  ])("are refused where they are none, or too many", async (chunks, message) => {
    await expect(read(...chunks)).rejects.toThrow(message);
  });
});

it("puts records into a request as they came", () => {
  const wishes = { table: "users", deletes: false, pk: "U#{id}" };
  expect(requestBody(wishes, { recordTexts: ['{"id":1.0}', "{}"] })).toBe(
    '{"records":[{"id":1.0},{}],"table":"users","keys":{"pk":"U#{id}"}}',
  );
});

describe("how a source is read", () => {
  const said = { header: true, empty: "omit" } as const;

  it("is said in the API's words, and what is as in every file is left out", () => {
    expect(sourceReadingOf("a.csv", said)).toEqual({});
    const types = { columns: { zip: "string" }, infer: false } as const;
    const all = {
      ...said,
      header: false,
      empty: "null",
      types,
      escape: "auto",
      skipLines: 2,
    } as const;
    expect(sourceReadingOf("a.csv", { ...all, columns: ["zip"], encoding: "koi8-r" })).toEqual({
      ...{ header: false, empty: "null", skipLines: 2, columns: ["zip"], encoding: "koi8-r" },
      types: { zip: "string", "*": "string" },
    });
  });

  it("is not to be said of standard input, which is JSON Lines", () => {
    expect(sourceReadingOf("-", { ...said, format: "json-lines" })).toEqual({
      format: "json-lines",
    });
    expect(() => sourceReadingOf("-", { ...said, format: "csv" })).toThrow(/JSON Lines.*came csv/);
    expect(() => sourceReadingOf("-", { ...said, delimiter: ";" })).toThrow(/came delimiter/);
  });
});

it.each([
  [{ bytes: 50, totalBytes: 200 }, 0.25],
  [{ bytes: 0 }, undefined],
  [{ bytes: 0, totalBytes: 0 }, undefined],
])("%j of a job is done", (bytes, share) => {
  const progress = {
    ...{ records: 1_000, recordsPerSecond: 100, unitsPerSecond: 100, ...bytes },
    ...{ secondsLeft: 30, chunks: { total: 4, running: 2, done: 1 } },
  };
  const job: JobAnswer = {
    ...({ state: "running", strategy: "direct" } as const),
    ...{ id: "j", table: "t", source: "s", createdAt: "c" },
    ...{ request: { table: "t" }, progress, refusedCuts: [], rejects: { files: 0, bytes: 0 } },
    links: { self: "", allRejects: "", rejects: [], expireAt: "" },
  };
  expect(progressOf(job)).toEqual({
    share,
    words: ["1,000 records", "100/s", "30 s left", "1 of 4 chunks, 2 running"],
  });
});
