import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { exportError } from "@spillway/table-export";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ExportFiles } from "../../src/export/files/export-files.ts";
import { GrowingFile } from "../../src/export/files/growing-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-files-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

describe("a growing file", () => {
  test.each([
    ["none", (bytes: Buffer) => bytes],
    ["gzip", gunzipSync],
    ["zstd", framesOf],
  ] as const)("%s: cut behind any sync, it goes on there", async (compression, plain) => {
    const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 40 }), { maxLength: 6 });
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(texts, { minLength: 1, maxLength: 5 }),
        texts,
        async (runs, lost) => {
          number += 1;
          const name = path(`${number}`);
          let bytes = 0;
          for (const run of runs) {
            const file = await GrowingFile.open(name, bytes, compression);
            for (const text of run) await file.write(text);
            bytes = await file.sync();
            // What comes after the sync belongs to no checkpoint.
            for (const text of lost) await file.write(text);
            await file.sync();
            await file.close();
          }
          const last = await GrowingFile.open(name, bytes, compression);
          await last.close();
          const found = await readFile(name);
          expect(found.length).toBe(bytes);
          expect(found.length === 0 ? "" : plain(found).toString()).toBe(runs.flat().join(""));
        },
      ),
      { numRuns: 30 },
    );
  });

  test("large texts keep their order", async () => {
    const file = await GrowingFile.open(path("a.gz"), 0, "gzip");
    const lines = Array.from({ length: 40 }, (_, n) => `${n}`.repeat(100_000));
    for (const line of lines) await file.write(`${line}\n`);
    await file.sync();
    await file.close();
    expect(gunzipSync(await readFile(path("a.gz"))).toString()).toBe(`${lines.join("\n")}\n`);
  });

  test("a file that is shorter than was written is refused", async () => {
    await writeFile(path("a"), "1234");
    await expect(GrowingFile.open(path("a"), 5, "none")).rejects.toSatisfy((error) =>
      exportError.is(error, "OUTPUT_CHANGED"),
    );
    expect(await readFile(path("a"), "utf8")).toBe("1234");
  });

  test("a full disk is told, again at each sync", async () => {
    const file = await GrowingFile.open("/dev/full", 0, "none");
    await file.write("a");
    for (const _ of [1, 2]) {
      await expect(file.sync()).rejects.toSatisfy((error) =>
        exportError.is(error, "OUTPUT_DISK_FULL"),
      );
    }
    await file.close();
  });
});

/** Node's own reader of a whole buffer takes one frame. */
function framesOf(bytes: Buffer): Buffer {
  const frames: Buffer[] = [];
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  for (let at = 0; at < bytes.length; ) {
    let end = bytes.indexOf(magic, at + 4);
    for (;;) {
      try {
        frames.push(zstdDecompressSync(bytes.subarray(at, end === -1 ? bytes.length : end)));
        break;
      } catch (error) {
        // The same bytes may stand within a frame.
        if (end === -1) throw error;
        end = bytes.indexOf(magic, end + 4);
      }
    }
    at = end === -1 ? bytes.length : end;
  }
  return Buffer.concat(frames);
}

describe("the files of an export", () => {
  const files = (wishes: { force?: boolean; resume?: boolean } = {}) =>
    new ExportFiles(path("a.json"), {
      ...{ compression: "none", force: false, resume: false },
      ...wishes,
    });

  async function written(of: ExportFiles): Promise<void> {
    const output = await of.openFile(0);
    await output.write("new");
    await output.sync();
    await output.close();
  }

  test("a file that came meanwhile is not written over, and what was read is kept", async () => {
    const export1 = files();
    await export1.assertNew();
    await written(export1);
    await writeFile(path("a.json"), "theirs");
    await expect(export1.publish()).rejects.toSatisfy((error) =>
      exportError.is(error, "OUTPUT_EXISTS"),
    );
    expect(await readFile(path("a.json"), "utf8")).toBe("theirs");
    expect(await readFile(path("a.json.partial"), "utf8")).toBe("new");
    await files({ force: true }).publish();
    expect(await readFile(path("a.json"), "utf8")).toBe("new");
  });

  test("a crash behind the renaming is gone on with, and not where a file is in the way", async () => {
    await writeFile(path("a.json"), "whole");
    await writeFile(path("a.json.checkpoint.json"), "{}");
    await files({ resume: true }).assertNew();
    await files({ resume: true }).publish();
    expect(await readFile(path("a.json"), "utf8")).toBe("whole");
    await appendFile(path("a.json.partial"), "some");
    await expect(files({ resume: true }).assertNew()).rejects.toThrow("is there");
  });

  test("a whole file that is gone is told", async () => {
    await expect(files().publish()).rejects.toThrow("it is gone");
    expect(await readdir(folder)).toEqual([]);
  });
});
