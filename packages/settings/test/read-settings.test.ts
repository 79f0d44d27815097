import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readSettings, settingsError } from "../src/index.ts";

const schema = z.object({
  TABLE_NAME: z.string(),
  QUEUE_URL: z.url(),
  WRITE_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(5),
  RECORD_TTL_SECONDS: z.coerce.number().int().min(0),
});

const sound = {
  TABLE_NAME: "Users",
  QUEUE_URL: "https://sqs.us-east-1.amazonaws.com/123456789012/q",
  RECORD_TTL_SECONDS: "0",
};

function problemsOf(env: Readonly<Record<string, string | undefined>>): unknown {
  try {
    readSettings(schema, env);
  } catch (error) {
    if (settingsError.is(error, "SETTINGS_INVALID")) return error.details.problems;
    throw error;
  }
  return "none";
}

describe("readSettings", () => {
  it("gives what the schema makes of the environment, and leaves the rest of it aside", () => {
    expect(readSettings(schema, { ...sound, PATH: "/bin" })).toEqual({
      TABLE_NAME: "Users",
      QUEUE_URL: sound.QUEUE_URL,
      WRITE_CONCURRENCY: 5,
      RECORD_TTL_SECONDS: 0,
    });
  });

  it.each(["", " ", "\t\n"])("takes %j for missing: the default holds, or it is told", (blank) => {
    expect(readSettings(schema, { ...sound, WRITE_CONCURRENCY: blank }).WRITE_CONCURRENCY).toBe(5);
    expect(problemsOf({ ...sound, RECORD_TTL_SECONDS: blank })).toEqual({
      RECORD_TTL_SECONDS: "is missing",
    });
  });

  it.each([
    ["WRITE_CONCURRENCY", "0", "is wrong: Too small"],
    ["WRITE_CONCURRENCY", "101", "is wrong: Too big"],
    ["WRITE_CONCURRENCY", "2.5", "expected int"],
    ["WRITE_CONCURRENCY", "five", '; came "five"'],
    ["QUEUE_URL", "not a url", "Invalid URL"],
    ["TABLE_NAME", undefined, "is missing"],
  ])("tells what is wrong with %s = %j", (name, value, problem) => {
    expect(problemsOf({ ...sound, [name]: value })).toEqual({
      [name]: expect.stringContaining(problem),
    });
  });

  it("tells every problem at once, in one line", () => {
    const message = () => readSettings(schema, { WRITE_CONCURRENCY: "-1" });
    expect(message).toThrow(
      /^4 settings are wrong: TABLE_NAME is missing; QUEUE_URL is missing; WRITE_CONCURRENCY is wrong: Too small.*"-1"; RECORD_TTL_SECONDS is missing$/,
    );
  });

  it("tells a rule over several settings as one of all", () => {
    const both = z
      .object({ A: z.coerce.number(), B: z.coerce.number() })
      .refine(({ A, B }) => A < B, "A must be below B");
    expect(() => readSettings(both, { A: "2", B: "1" })).toThrow(
      "one setting is wrong: settings is wrong: A must be below B",
    );
  });
});
