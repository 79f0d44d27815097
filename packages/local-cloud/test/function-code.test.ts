import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FunctionCode } from "../src/lambda-host/function-code.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "function-code-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("FunctionCode", () => {
  it("unzips each version into a directory of its own", async () => {
    const code = new FunctionCode(root);
    await code.keep("f", zipSync({ "index.mjs": strToU8("1"), "lib/a.mjs": strToU8("2") }));
    const first = code.directoryOf("f") ?? "";
    await code.keep("f", zipSync({ "index.mjs": strToU8("3") }));
    const second = code.directoryOf("f") ?? "";
    expect(second).not.toBe(first);
    expect(readFileSync(path.join(first, "lib/a.mjs"), "utf8")).toBe("2");
    expect(readFileSync(path.join(second, "index.mjs"), "utf8")).toBe("3");
  });

  it("forgets a function", async () => {
    const code = new FunctionCode(root);
    await code.keep("f", zipSync({ "index.mjs": strToU8("1") }));
    await code.forget("f");
    expect(code.directoryOf("f")).toBeUndefined();
  });

  it.each([
    ["what is no zip", strToU8("no zip")],
    ["a path that leads out", zipSync({ "../../out.mjs": strToU8("1") })],
  ])("refuses %s", async (_what, zip) => {
    await expect(new FunctionCode(root).keep("f", zip)).rejects.toMatchObject({
      code: "FUNCTION_CODE_UNREADABLE",
    });
  });
});
