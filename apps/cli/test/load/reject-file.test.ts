import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { holdsSomething } from "../../src/load/files/holds-something.ts";
import { RejectFile } from "../../src/load/files/reject-file.ts";
import { rejectPath } from "../../src/load/files/reject-path.ts";

let folder: string;
let path: string;
let number = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-rejects-"));
});
beforeEach(() => {
  number += 1;
  path = join(folder, `${number}.jsonl`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const lineOf = (index: number, record: string) =>
  `{"position":{"line":${index + 1},"index":${index}},"reason":{"code":"KEY_MISSING","message":"no key"},"record":${record}}`;

describe("a reject file", () => {
  test("is not made before the first line", async () => {
    const file = new RejectFile(path);
    await file.flush();
    await file.close();
    expect(await readdir(folder)).not.toContain(`${number}.jsonl`);
    expect(await file.holdsSomething()).toBe(false);
  });

  test("keeps the order of its lines, and has them all after a flush", async () => {
    const file = new RejectFile(path);
    const expected: string[] = [];
    for (let index = 0; index < 1_000; index += 1) {
      const line = lineOf(index, `{"text":"${"x".repeat(3_000)}"}`);
      expected.push(line);
      // Not awaited: what can't keep up is still in order.
      void file.add(line);
    }
    await file.flush();
    expect((await readFile(path, "utf8")).split("\n")).toEqual([...expected, ""]);
    await file.close();
  });

  test("asks to be waited for when it can't keep up", async () => {
    const file = new RejectFile(path);
    expect(file.add("short")).toBeUndefined();
    const full = file.add("x".repeat(1_048_576));
    expect(full).toBeInstanceOf(Promise);
    await full;
    await file.close();
  });

  test("that can't be written says so, with the way out", async () => {
    const file = new RejectFile(join(folder, "no", "such", "folder.jsonl"));
    void file.add("line");
    await expect(file.close()).rejects.toMatchObject({
      code: "REJECTS_UNWRITABLE",
      message: expect.stringContaining("can't be written: ENOENT"),
      hint: expect.stringContaining("--rejects"),
    });
  });
});

describe("keepBefore", () => {
  test("takes out what a resumed run adds again, and keeps every digit of the rest", async () => {
    const big = '{"n":9007199254740993,"d":0.10000000000000000001}';
    await writeFile(path, `${[5, 2, 9, 7].map((index) => lineOf(index, big)).join("\n")}\n`);
    await new RejectFile(path).keepBefore(7);
    const kept = (await readFile(path, "utf8")).split("\n");
    expect(kept).toEqual([lineOf(5, big), lineOf(2, big), ""]);
  });

  test("takes out a last line that a kill has cut off", async () => {
    await writeFile(path, `${lineOf(0, "{}")}\n`);
    await appendFile(path, lineOf(1, '{"text":"abc"}').slice(0, -9));
    await new RejectFile(path).keepBefore(10);
    expect(await readFile(path, "utf8")).toBe(`${lineOf(0, "{}")}\n`);
    expect(await readdir(folder)).not.toContainEqual(expect.stringContaining(".tmp"));
  });

  test("leaves alone what is not there", async () => {
    await new RejectFile(path).keepBefore(3);
    expect(await holdsSomething(path)).toBe(false);
  });
});

describe("the path of a reject file", () => {
  const paths = (given?: string, earlier?: string, label = join(folder, "users.csv")) =>
    rejectPath({ given, earlier, label, table: "Users" });

  test("is named after source and table, with a number where one of another load is there", async () => {
    const first = join(folder, "users.csv.Users.rejects.jsonl");
    expect(await paths()).toBe(first);
    await writeFile(first, "x\n");
    expect(await paths()).toBe(join(folder, "users.csv.Users.rejects-2.jsonl"));
    await writeFile(join(folder, "users.csv.Users.rejects-2.jsonl"), "x\n");
    expect(await paths()).toBe(join(folder, "users.csv.Users.rejects-3.jsonl"));
    // Loading a reject file again gives rejects of the same source.
    expect(await paths(undefined, undefined, first)).toBe(
      join(folder, "users.csv.Users.rejects-3.jsonl"),
    );
  });

  test("is the file that the runs before used", async () => {
    expect(await paths(undefined, "earlier.jsonl")).toBe("earlier.jsonl");
    expect(await paths("given.jsonl", "earlier.jsonl")).toBe("earlier.jsonl");
  });

  test("given by a person must not hold records already", async () => {
    expect(await paths(path, undefined)).toBe(path);
    await writeFile(path, "");
    expect(await paths(path)).toBe(path);
    await writeFile(path, "x\n");
    await expect(paths(path)).rejects.toMatchObject({ code: "REJECTS_FILE_EXISTS" });
  });
});
