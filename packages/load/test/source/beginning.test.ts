import { describe, expect, test } from "vitest";
import type { Input } from "../../src/input/input.ts";
import { beginningOf } from "../../src/source/beginning/beginning.ts";
import { FORMAT_HEAD_BYTES, sourceFormat } from "../../src/source/beginning/source-format.ts";
import { layoutOf } from "../../src/source/json/json-format.ts";

const CHUNK = 10_000;

function inputOf(text: string, isRereadable: boolean): Input {
  const bytes = Buffer.from(text);
  async function* read() {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  }
  const identity = isRereadable ? { bytes: bytes.length } : undefined;
  return { name: "x", label: "x", bytes: bytes.length, identity, read };
}

const records = (count: number) =>
  Array.from({ length: count }, (_, n) => `{"id":"it${n}","q":"${"z".repeat(100)}"}`).join(",");
const ORDER = `{"Items":[${records(900)}],"id":"order1"}`;
const LONG = "y".repeat(100_000);

describe.each([true, false])("a beginning that can be read again: %s", (isRereadable) => {
  test.each<[string, string, string, string | undefined]>([
    ["orders with many Items, on lines", `${ORDER}\n${ORDER}\n`, "json-lines", undefined],
    ["orders with many Items, in an array", `[\n${ORDER},\n${ORDER}]`, "json", "values"],
    [
      "an answer of a document client with names after its items",
      `{"Items":[${records(900)}],"Count":900,"ScannedCount":900}`,
      "json",
      "answers",
    ],
    ["an item of 100 KB first", `{"Item":{"id":{"S":"${LONG}"}}}\n`, "dynamodb-json", undefined],
    ["long objects on one line", `{"id":"${LONG}"}{"id":"b"}`, "json", "values"],
    ["long objects on lines", `{"id":"${LONG}"}\n{"id":"b"}`, "json-lines", undefined],
  ])("tells %s", async (_, text, format, layout) => {
    const { input, head } = await beginningOf(inputOf(text, isRereadable), WISHES);
    expect(sourceFormat("x", head)).toEqual({ format, layout });
    let read = "";
    for await (const chunk of input.read()) read += Buffer.from(chunk).toString();
    expect(read === text).toBe(true);
  });

  test("an object with Items of which nobody knows whose they are is refused, not guessed at", async () => {
    const text = `{"Items":[${records(45_000)}],"id":"order1"}`;
    const { head } = await beginningOf(inputOf(text, isRereadable), WISHES);
    expect(() => sourceFormat("x", head)).toThrow(
      expect.objectContaining({
        code: "SOURCE_FORMAT_UNKNOWN",
        hint: expect.stringContaining("--format json-lines"),
      }),
    );
    expect(layoutOf(head.toString())).toBe("answers");
  });

  test("what its first bytes tell is not read further", async () => {
    const text = `{"id":"a"}\n`.repeat(50_000);
    const { head, isWhole } = await beginningOf(inputOf(text, isRereadable), WISHES);
    expect(head.length).toBeLessThan(FORMAT_HEAD_BYTES + CHUNK);
    expect(isWhole).toBe(false);
  });
});

const WISHES = { encoding: undefined, hasFormat: false };
