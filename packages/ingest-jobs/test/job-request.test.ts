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
      "a CSV as it is written",
      {
        table: "Users",
        source: {
          ...{ ...source, encoding: "latin1", delimiter: ";", columns: ["id", "", "name"] },
          ...{ header: false, skipLines: 2, escape: "\\", empty: "null" },
          types: { zip: "string", "*": "string" },
        },
      },
    ],
    ["Ion", { table: "Users", source: { ...source, format: "ion" } }],
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
    [
      "an encoding that nobody knows",
      { table: "Users", source: { ...source, encoding: "ebcdic" } },
    ],
    ["no header and no names", { table: "Users", source: { ...source, header: false } }],
    ["a delimiter of two", { table: "Users", source: { ...source, delimiter: "||" } }],
    ["columns without a name", { table: "Users", source: { ...source, columns: ["", " "] } }],
    [
      "numbers as all other types",
      { table: "Users", source: { ...source, types: { "*": "number" } } },
    ],
    [
      "more names than a job's item holds",
      { table: "Users", source: { ...source, columns: Array(1_000).fill("n".repeat(70)) } },
    ],
    ["a time to spill after without spilling", { table: "Users", records, spillAfterSeconds: 9 }],
  ])("refuses %s", (_, body) => {
    expect(jobRequestSchema.safeParse(body).success).toBe(false);
  });

  it("names every problem at once", () => {
    const { error } = jobRequestSchema.safeParse({ table: "x", records: "many", rate: -1 });
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual(["table", "records", "rate"]);
  });

  it("names everything that is said of a CSV and is in vain of another format", () => {
    const csv = { header: false, skipLines: 1, empty: "keep", encoding: "nonsense" };
    const body = { table: "Users", source: { ...source, format: "json-lines", ...csv } };
    const { error } = jobRequestSchema.safeParse(body);
    expect(error?.issues.map(({ path }) => path.join(".")).toSorted()).toEqual([
      ...["source.columns", "source.empty", "source.encoding", "source.header", "source.skipLines"],
    ]);
  });

  it("names what is missing beside what is wrong", () => {
    const body = { table: "x", keys: { pk: "{", sk: "}" }, spillAfterSeconds: 9 };
    const { error } = jobRequestSchema.safeParse(body);
    expect(error?.issues.map(({ path }) => path.join("."))).toEqual([
      ...["table", "keys.pk", "keys.sk", "", "spillAfterSeconds"],
    ]);
  });
});
