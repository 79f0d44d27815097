import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { KeptState } from "../../src/persistence/kept-state.ts";

const numbers = z.number();
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "kept state é-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The map as the next start finds it, whatever became of the one before. */
const next = () => KeptState.inFolder(folder).map("counts", numbers);
const file = () => path.join(folder, "counts.jsonl");

describe("KeptState in a folder", () => {
  it("has after each change what was set", () => {
    const map = next();
    map.set("a", 1);
    map.set('line\n"b"', 2);
    map.set("a", 3);
    expect([...next().entries()]).toEqual([
      ["a", 3],
      ['line\n"b"', 2],
    ]);
    const again = next();
    expect(again.delete("a")).toBe(true);
    expect(again.delete("a")).toBe(false);
    expect([...next().keys()]).toEqual(['line\n"b"']);
  });

  it("keeps regions apart, and folders beside maps", () => {
    const kept = KeptState.inFolder(folder);
    kept.inRegion("eu-west-1").map("counts", numbers).set("a", 1);
    expect(kept.inRegion("us-east-1").map("counts", numbers).size).toBe(0);
    const code = kept.inRegion("eu-west-1").folder("functions");
    writeFileSync(path.join(code, "x"), "y");
    kept.close();
    const again = KeptState.inFolder(folder).inRegion("eu-west-1");
    expect(again.map("counts", numbers).get("a")).toBe(1);
    expect(readFileSync(path.join(again.folder("functions"), "x"), "utf8")).toBe("y");
  });

  it("leaves out a line that was not written to its end", () => {
    next().set("a", 1);
    appendFileSync(file(), '["b",');
    const map = next();
    expect([...map.keys()]).toEqual(["a"]);
    map.set("c", 2);
    expect([...next().keys()]).toEqual(["a", "c"]);
  });

  it.each(["{", '{"a":1}', '["a","one"]'])("does not begin with a line %s in it", (line) => {
    next().set("a", 1);
    appendFileSync(file(), `${line}\n`);
    expect(next).toThrow(
      expect.objectContaining({
        code: "PERSISTED_STATE_UNREADABLE",
        message: expect.stringContaining(`line 2 of ${file()}`),
      }),
    );
  });

  it("does not grow without end", () => {
    const map = next();
    for (let index = 0; index < 3_000; index += 1) map.set(`k${index % 10}`, index);
    expect(readFileSync(file(), "utf8").split("\n").length).toBeLessThan(1_100);
    expect(next().get("k9")).toBe(2_999);
  });

  it("says what it could not write", () => {
    writeFileSync(file(), "");
    const kept = KeptState.inFolder(file());
    const error = expect.objectContaining({ code: "PERSIST_NOT_WRITTEN" });
    expect(() => kept.map("counts", numbers)).toThrow(error);
    expect(() => kept.folder("functions")).toThrow(error);
  });

  it("gives each map one owner, with a plain name", () => {
    const kept = KeptState.inFolder(folder);
    kept.map("counts", numbers);
    expect(() => kept.map("counts", numbers)).toThrow(
      expect.objectContaining({ code: "KEPT_TWICE" }),
    );
    expect(() => kept.folder("../x")).toThrow(
      expect.objectContaining({ code: "KEPT_NAME_INVALID" }),
    );
  });
});

describe("KeptState in memory", () => {
  it("forgets maps with the process, and has its folders in the state directory", () => {
    const kept = KeptState.inMemory(folder);
    kept.map("counts", numbers).set("a", 1);
    expect(kept.folder("functions")).toBe(path.join(folder, "kept", "functions"));
    expect(KeptState.inMemory(folder).map("counts", numbers).size).toBe(0);
  });
});
