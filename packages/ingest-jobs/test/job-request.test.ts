import { describe, expect, it } from "vitest";
import { jobRequestSchema } from "../src/index.ts";

const records = [{ id: "7" }];
const source = { bucket: "uploads", key: "users.csv" };

describe("a job's request", () => {
  it.each([
    ["records", { table: "Users", records }],
    ["an object", { table: "Users", source }],
    ["a prefix", { table: "Users", source: { bucket: "uploads", prefix: "2026/" } }],
    [
      "templates, a rate and a strategy",
      { table: "Users", source, keys: { pk: "U#{id}" }, rate: "80%", strategy: "spillover" },
    ],
  ])("takes %s", (_, body) => {
    expect(jobRequestSchema.safeParse(body).success).toBe(true);
  });

  it.each([
    ["neither records nor a source", { table: "Users" }],
    ["both", { table: "Users", records, source }],
    ["a source of key and prefix", { table: "Users", source: { ...source, prefix: "2026/" } }],
    ["a name that is not known", { table: "Users", records, tabel: "Users" }],
    ["a rate of nothing", { table: "Users", records, rate: "0%" }],
    ["no records", { table: "Users", records: [] }],
    ["half a character in a key", { table: "Users", source: { ...source, key: "\ud83d" } }],
    ["a key of too many bytes", { table: "Users", source: { ...source, key: "é".repeat(513) } }],
    ["a template that is none", { table: "Users", records, keys: { pk: "USER#{}" } }],
    [
      "a delimiter of JSON",
      { table: "Users", source: { ...source, format: "json-lines", delimiter: ";" } },
    ],
    ["a time to spill after without spilling", { table: "Users", records, spillAfterSeconds: 9 }],
  ])("refuses %s", (_, body) => {
    expect(jobRequestSchema.safeParse(body).success).toBe(false);
  });

  it("names every problem at once", () => {
    const { error } = jobRequestSchema.safeParse({ table: "x", records: "many", rate: -1 });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["table", "records", "rate"]);
  });

  it("names what is missing beside what is wrong", () => {
    const body = { table: "x", keys: { pk: "{", sk: "}" }, spillAfterSeconds: 9 };
    const { error } = jobRequestSchema.safeParse(body);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([
      ...["table", "keys.pk", "keys.sk", "", "spillAfterSeconds"],
    ]);
  });
});
