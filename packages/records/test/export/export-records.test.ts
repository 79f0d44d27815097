import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isSpillwayError } from "@spillway/errors";
import { ExactNumber } from "@spillway/item";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportRecords, localExportFolder } from "../../src/index.ts";
import { allRecords as all, readExport as read } from "./export-read.ts";
import {
  type ExportContent,
  type ExportFiles,
  exportFiles,
  memoryFolder,
} from "./export-sources.ts";

const item = (id: string) => `{"Item":{"pk":{"S":"${id}"}}}`;

const THREE_FILES: ExportContent = { files: [[item("a"), item("b")], [], [item("c"), item("d")]] };

describe("a full export", () => {
  it("gives every item, numbered through all files", async () => {
    const [first, , third, last] = await read(exportFiles(THREE_FILES));
    const attributes = { pk: { S: "a" } };
    const position = { file: "data/part0.json.gz", line: 1, index: 0, byte: 0 };
    expect(first).toEqual({ ok: true, attributes, position });
    const file = "data/part2.json.gz";
    expect(third?.position).toEqual({ file, line: 1, index: 2, byte: 0 });
    expect(last?.position).toEqual({ file, line: 2, index: 3, byte: item("c").length + 1 });
  });

  it("begins at any item, and reads no file before it", async () => {
    const files = exportFiles(THREE_FILES);
    const everything = await read(files);
    for (let index = 0; index <= everything.length; index += 1) {
      expect(await read(files, index)).toEqual(everything.slice(index));
    }
    const folder = memoryFolder(files);
    await all(exportRecords(folder, { from: { index: 2 } }));
    expect(folder.reads).toEqual([
      "manifest-summary.json",
      "manifest-files.json",
      "data/part2.json.gz",
    ]);
  });

  it("takes an item for an item, even where its one attribute is called S", async () => {
    const [source] = await read(exportFiles({ files: [['{"Item":{"S":{"S":"x"}}}']] }));
    expect(source?.ok && "attributes" in source && source.attributes).toEqual({ S: { S: "x" } });
  });

  it.each([
    ['{"Item":{"pk":"a"}}', "VALUE_NOT_STORABLE"],
    ['{"pk":{"S":"a"}}', "EXPORT_LINE_INVALID"],
    ["null", "EXPORT_LINE_INVALID"],
    ["{", "JSON_MALFORMED"],
  ])("%s is malformed and the rest goes on", async (bad, code) => {
    const found = await read(exportFiles({ files: [[item("a")], [bad, item("b")]] }));
    expect(found.map((one) => one.ok || one.reason.code)).toEqual([true, code, true]);
    const file = "data/part1.json.gz";
    expect(found[1]?.position).toEqual({ file, line: 1, index: 1, byte: 0 });
  });

  it("gives back any items from any one on", async () => {
    const lines = fc.array(fc.string({ unit: "grapheme", minLength: 1 }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(lines, { maxLength: 5 }),
        fc.nat({ max: 40 }),
        async (ids, index) => {
          const written = ids.map((some) => some.map((id) => ({ Item: { pk: { S: id } } })));
          const files = written.map((some) => some.map((one) => JSON.stringify(one)));
          const found = await read(exportFiles({ files }), index);
          const items = written.flat().map(({ Item }) => Item);
          expect(found.map((one) => one.ok && "attributes" in one && one.attributes)).toEqual(
            items.slice(index),
          );
          expect(found.map((one) => one.position.index)).toEqual(found.map((_, at) => at + index));
        },
      ),
    );
  });
});

describe("an incremental export", () => {
  const INCREMENTAL = { exportType: "INCREMENTAL_EXPORT", outputView: "NEW_AND_OLD_IMAGES" };
  const dataKey = "backups/AWSDynamoDB/data";
  const line = (key: unknown, images: Readonly<Record<string, unknown>>) =>
    JSON.stringify({
      Metadata: { WriteTimestampMicros: { N: "1680109764000000" } },
      Keys: key,
      ...images,
    });

  it("puts new images and deletes what has none, from the folder that exports share", async () => {
    const key = { pk: { S: "a" }, n: { N: "12345678901234567890.5" }, b: { B: "aGk=" } };
    const files = [
      [
        line({ pk: { S: "a" } }, { NewImage: { pk: { S: "a" }, v: { N: "1" } } }),
        line({ pk: { S: "b" } }, { OldImage: { pk: { S: "b" } }, NewImage: { pk: { S: "b" } } }),
        line(key, { OldImage: { pk: { S: "a" } } }),
        line({ pk: { S: "c" } }, {}),
        "{}",
        line({ pk: { BOOL: true } }, {}),
      ],
    ];
    const found = await read(exportFiles({ files, summary: INCREMENTAL, dataKey }));
    const what = found.map((one) => {
      if (!one.ok) return one.reason.code;
      return "attributes" in one ? { put: one.attributes } : { delete: one.delete };
    });
    expect(what).toEqual([
      { put: { pk: { S: "a" }, v: { N: "1" } } },
      { put: { pk: { S: "b" } } },
      { delete: { pk: "a", n: new ExactNumber("12345678901234567890.5"), b: Buffer.from("hi") } },
      { delete: { pk: "c" } },
      "EXPORT_LINE_INVALID",
      "EXPORT_LINE_INVALID",
    ]);
    expect(found[0]?.position.file).toBe("../data/part0.json.gz");
  });

  it("says that the shared folder is missing", async () => {
    const files = exportFiles({ files: [[line({}, {})]], summary: INCREMENTAL, dataKey });
    files.delete("../data/part0.json.gz");
    const error = await read(files).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "EXPORT_FILE_MISSING") && error.hint).toContain(
      "AWSDynamoDB/data",
    );
  });
});

describe("what is wrong with an export is said", () => {
  const text = (content: string) => Buffer.from(content);
  it.each<[string, (files: ExportFiles) => unknown, string, string]>([
    [
      "no summary",
      (files) => files.delete("manifest-summary.json"),
      "EXPORT_MANIFEST_MISSING",
      "manifest-summary.json",
    ],
    [
      "no list of files",
      (files) => files.delete("manifest-files.json"),
      "EXPORT_MANIFEST_MISSING",
      "manifest-files.json",
    ],
    [
      "a summary that is no JSON",
      (files) => files.set("manifest-summary.json", text("{")),
      "EXPORT_MANIFEST_INVALID",
      "manifest-summary.json",
    ],
    [
      "a list that is cut off",
      (files) => files.set("manifest-files.json", text('{"itemCount":1')),
      "EXPORT_MANIFEST_INVALID",
      "line 1",
    ],
    [
      "a list without its end",
      (files) => files.set("manifest-files.json", text("")),
      "EXPORT_MANIFEST_INVALID",
      "expected 4 items",
    ],
    [
      "a file outside of the export",
      (files) =>
        files.set(
          "manifest-files.json",
          text('{"itemCount":4,"dataFileS3Key":"../../etc/passwd"}'),
        ),
      "EXPORT_MANIFEST_INVALID",
      "passwd",
    ],
    [
      "a missing file",
      (files) => files.delete("data/part2.json.gz"),
      "EXPORT_FILE_MISSING",
      "data/part2.json.gz",
    ],
    [
      "a file that is cut off",
      (files) =>
        files.set(
          "data/part2.json.gz",
          files.get("data/part2.json.gz")?.subarray(0, 20) ?? text(""),
        ),
      "EXPORT_FILE_DAMAGED",
      "data/part2.json.gz",
    ],
    [
      "another file",
      (files) => files.set("data/part2.json.gz", text(`${item("c")}\n${item("e")}\n`)),
      "EXPORT_FILE_DAMAGED",
      "MD5",
    ],
  ])("%s", async (_what, damage, code, message) => {
    const files = exportFiles(THREE_FILES);
    damage(files);
    const error = await read(files).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, code) && error.message).toContain(message);
  });

  it("too few items, where there is no MD5", async () => {
    const files = exportFiles({ files: [[item("a")]], summary: { itemCount: 2 } });
    const entry = {
      itemCount: 2,
      dataFileS3Key: "AWSDynamoDB/01693685827463-2d8752fd/data/part0.json.gz",
    };
    files.set("manifest-files.json", text(JSON.stringify(entry)));
    const error = await read(files).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "EXPORT_FILE_DAMAGED") && error.message).toContain("came 1");
  });

  it("another format", async () => {
    const files = exportFiles({ files: [], summary: { outputFormat: "CSV" } });
    const error = await read(files).catch((caught: unknown) => caught);
    expect(isSpillwayError(error, "EXPORT_FORMAT_UNSUPPORTED") && error.message).toContain("CSV");
  });
});

it("reads a local directory", async () => {
  const folder = await mkdtemp(join(tmpdir(), "spillway-export-"));
  try {
    for (const [name, bytes] of exportFiles(THREE_FILES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), bytes);
    }
    expect(await all(exportRecords(localExportFolder(folder)))).toHaveLength(4);
    const notOne = all(exportRecords(localExportFolder(join(folder, "data"))));
    await expect(notOne).rejects.toMatchObject({ code: "EXPORT_MANIFEST_MISSING" });
  } finally {
    await rm(folder, { recursive: true });
  }
});
