import { describe, expect, test } from "vitest";
import { peek } from "../../src/source/beginning/peek.ts";
import { sourceFormat } from "../../src/source/beginning/source-format.ts";
import { assertColumnsHaveKey, assertRecordsHaveKey } from "../../src/source/key-check.ts";

const REJECT = '{"position":{"line":1,"index":0},"reason":{"code":"X","message":"x"},"raw":"?"}';

describe("the format", () => {
  test.each<[string, string, string, string]>([
    ["by the name", "users.CSV", '{"a":1}', "csv"],
    ["by the name, gzip", "users.tsv.gz", "", "csv"],
    ["of text", "-", "pk,n\na,1\n", "csv"],
    ["of nothing", "users", "", "csv"],
    ["of objects", "users.json", '\uFEFF\n {"pk":"a"}\n', "json-lines"],
    ["of a first line that is malformed", "users.jsonl", '{"pk":"a\n{"pk":"b"}\n', "json-lines"],
    ["of a line longer than what is looked at", "-", `{"pk":"${"a".repeat(70_000)}`, "json-lines"],
    ["of bare items", "dump.json", '{"pk":{"S":"a"},"n":{"N":"1"}}\n', "dynamodb-json"],
    ["of an export's lines", "dump.json", '{"Item":{"pk":{"S":"a"}}}\n', "dynamodb-json"],
    ["of an export in Ion", "a", '$ion_1_0 {Item:{pk:"a"}}\n', "ion"],
    ["of Ion without its marker", "a", '{Item:{pk:"a"}}\n', "ion"],
    ["of Ion by its names without quotes", "-", '{ id : "a",n:1.0}\n', "ion"],
    ["of a record whose string is not closed", "-", '{"id:"a"}\n', "json"],
    ["of Ion by its name", "a.ion.gz", '{pk:"a"}\n', "ion"],
    ["of Ion after a marker on its own line", "a", '$ion_1_0\n{pk:"a"}\n', "ion"],
    ["of another version of Ion", "a", '$ion_1_1 {pk:"a"}\n', "ion"],
    ["by the name, zstd", "users.csv.zst", "{", "csv"],
    ["of an empty object", "a.json", "{}\n", "json-lines"],
    ["of maps that only look like items", "a", '{"pk":{"S":"a"},"n":1}\n', "json-lines"],
    ["of a reject file", "a.jsonl", `${REJECT}\n`, "rejects"],
  ])("%s: %s", (_, name, text, format) => {
    expect(sourceFormat(name, Buffer.from(text)).format).toBe(format);
  });

  test.each<[string, Buffer, string]>([
    ["null", Buffer.from("null\n"), "null, which is no record"],
    ["a JSON string", Buffer.from('"pk"'), 'one JSON string, "pk", which is no record'],
    ["JSON in a JSON string", Buffer.from('"[{\\"pk\\":1}]"'), "a JSON string with JSON in it"],
    ["true", Buffer.from(" true"), "one JSON boolean, true, which is no record"],
    [
      "an error of S3",
      Buffer.from("<?xml version='1.0'?>\n<Error><Code>AccessDenied</Code></Error>"),
      "an XML page: AccessDenied",
    ],
    [
      "a page",
      Buffer.from("<!DOCTYPE html><html><head><title> Sign in\n</title>"),
      "an HTML page: Sign in",
    ],
  ])("%s is refused, with the way out", (_, head, came) => {
    expect(() => sourceFormat("x", head)).toThrow(
      expect.objectContaining({
        code: "SOURCE_FORMAT_UNKNOWN",
        message: expect.stringContaining(came),
        hint: expect.any(String),
      }),
    );
  });
});

describe("whether records can have the table's key", () => {
  test("columns: all that the key needs, or none at all", () => {
    expect(() => assertColumnsHaveKey(["pk", "n"], ["pk"])).not.toThrow();
    expect(() => assertColumnsHaveKey([], ["pk"])).not.toThrow();
    expect(() => assertColumnsHaveKey(["n"], ["pk", "sk"])).toThrow(
      expect.objectContaining({
        code: "KEY_COLUMN_MISSING",
        message: 'expected a column "pk", which the table\'s key needs; came "n"',
      }),
    );
  });

  test.each<["json-lines" | "dynamodb-json", string]>([
    ["json-lines", '{"n":1}\n{"pk":"a","n":1}\n'],
    ["json-lines", "broken\n"],
    ["json-lines", ""],
    ["dynamodb-json", '{"n":{"N":"1"}}\n{"Item":{"pk":{"S":"a"}}}\n'],
  ])("%s %j may have it", async (format, head) => {
    await expect(
      assertRecordsHaveKey({ format }, Buffer.from(head), ["pk"]),
    ).resolves.toBeUndefined();
  });

  test.each<["json-lines" | "dynamodb-json", string]>([
    ["json-lines", '{"n":1,"m":2}\nbroken\n{"n":2}\n{"pk":'],
    ["dynamodb-json", '{"Item":{"n":{"N":"1"},"m":{"N":"2"}}}\n'],
  ])("%s %j has it nowhere", async (format, head) => {
    await expect(assertRecordsHaveKey({ format }, Buffer.from(head), ["pk"])).rejects.toMatchObject(
      {
        code: "KEY_ATTRIBUTE_MISSING",
        message: expect.stringContaining('came a first one with "n", "m"'),
      },
    );
  });
});

test.each([[[]], [["abc"]], [["a", "b", "cdef", "g"]]])(
  "a look at the beginning of %j loses nothing",
  async (chunks) => {
    async function* source() {
      yield* chunks.map((chunk) => Buffer.from(chunk));
    }
    const { head, all } = await peek(source(), 3);
    expect(chunks.join("").startsWith(head.toString())).toBe(true);
    expect(head.length).toBeGreaterThanOrEqual(Math.min(3, chunks.join("").length));
    let text = "";
    for await (const chunk of all) text += Buffer.from(chunk).toString();
    expect(text).toBe(chunks.join(""));
  },
);
