import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fileListText, listedOf, parseFileList } from "../../src/several/file-list.ts";
import { resumedFiles } from "../../src/several/resumed-files.ts";
import type { SourceFile } from "../../src/several/source-file.ts";

const file = (name: string, etag = name): SourceFile => ({ name, bytes: 10, etag });
const BEGUN = ["a", "b", "c", "d"].map((name) => file(name));
const LIST = fileListText(BEGUN.map(listedOf));
/** a is done, b is begun. */
const IN_B = { file: 1, record: 7 };
const resumed = (found: readonly SourceFile[], cursor = IN_B) =>
  resumedFiles(LIST, cursor, found, "c.json");

test("the same files go on in the order in which they began", () => {
  const { files, changes } = resumed(BEGUN.toReversed());
  expect(files).toEqual(BEGUN);
  expect(changes).toEqual({ gone: [], replaced: [], added: [] });
});

test("what does no harm is told: done and gone, not begun and replaced, new", () => {
  const [, b, , d] = BEGUN as [SourceFile, SourceFile, SourceFile, SourceFile];
  const found = [b, file("c", "another"), d, file("aa"), file("e")];
  const { files, listed, changes } = resumed(found);
  expect(changes).toEqual({ gone: ["a"], replaced: ["c"], added: ["aa", "e"] });
  expect(files.map(({ name }) => name)).toEqual(["a", "b", "c", "d"]);
  // The next run holds the files to what this one loads.
  expect(
    resumedFiles(fileListText(listed), { file: 3, record: 0 }, found, "c.json").changes,
  ).toEqual({ gone: ["a"], replaced: [], added: ["aa", "e"] });
});

test.each<[string, readonly SourceFile[], typeof IN_B, string]>([
  ["missing, not begun", BEGUN.slice(0, 3), IN_B, "d is missing"],
  ["missing, begun", [file("a"), file("c"), file("d")], IN_B, "b is missing"],
  ["several missing", [file("a")], { file: 0, record: 1 }, "b, c, d are missing"],
  ["changed, done", [file("a", "x"), ...BEGUN.slice(1)], IN_B, "a is not as when loaded"],
  ["changed, begun", [file("a"), file("b", "x"), ...BEGUN.slice(2)], IN_B, "b is not as when"],
  [
    "both",
    [{ ...file("a"), bytes: 11 }, file("b"), file("c")],
    IN_B,
    "d is missing; a is not as when loaded",
  ],
])("what can't be made good is refused by name: %s", (_, found, cursor, message) => {
  expect(() => resumed(found, cursor)).toThrow(message);
});

test("other files altogether are another load", () => {
  expect(() => resumed([file("x")])).toThrow(
    "c.json belongs to another load: of a, b, c and 1 more",
  );
  expect(() => resumedFiles("nonsense", IN_B, BEGUN, "c.json")).toThrow("which files it is of");
});

test("10,000 objects take less than 250 KB of a checkpoint, and come back", () => {
  const files = Array.from({ length: 10_000 }, (_, n) => {
    const hash = createHash("md5").update(String(n)).digest("hex");
    const name = `s3://a-bucket/exports/2026/part-${String(n).padStart(5, "0")}-${hash.slice(0, 4)}.gz`;
    return { name, bytes: 1_000_000 + n * 7_919, etag: `"${hash}"` };
  });
  const text = fileListText(files.map(listedOf));
  expect(text.length).toBeLessThan(250_000);
  expect(parseFileList(text)).toEqual(files.map(listedOf));
});
