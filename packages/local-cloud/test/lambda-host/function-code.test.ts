import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FunctionCode } from "../../src/lambda-host/code/function-code.ts";

const sha256 = (zip: Uint8Array) => createHash("sha256").update(zip).digest("base64");

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "function-code-"));
});
afterEach(() => rmSync(root, { recursive: true }));

describe("FunctionCode", () => {
  it("unzips each content into a directory of its own, found by its hash", async () => {
    const code = new FunctionCode(root);
    const [one, other] = [
      zipSync({ "index.mjs": strToU8("1"), "lib/a.mjs": strToU8("2") }),
      zipSync({ "index.mjs": strToU8("3") }),
    ];
    await Promise.all([code.keep("f", one), code.keep("f", one), code.keep("f", other)]);
    const first = code.directoryOf("f", sha256(one)) ?? "";
    const second = new FunctionCode(root).directoryOf("f", sha256(other)) ?? "";
    expect(second).not.toBe(first);
    expect(readdirSync(path.join(root, "f"))).toHaveLength(2);
    expect(readFileSync(path.join(first, "lib/a.mjs"), "utf8")).toBe("2");
    expect(readFileSync(path.join(second, "index.mjs"), "utf8")).toBe("3");
  });

  it("forgets a function", async () => {
    const code = new FunctionCode(root);
    const zip = zipSync({ "index.mjs": strToU8("1") });
    await code.keep("f", zip);
    await code.forget("f");
    expect(code.directoryOf("f", sha256(zip))).toBeUndefined();
  });

  it.each([
    ["what is no zip", strToU8("no zip")],
    ["a path that leads out", zipSync({ "../../out.mjs": strToU8("1") })],
  ])("refuses %s", async (_what, zip) => {
    await expect(new FunctionCode(root).keep("f", zip)).rejects.toMatchObject({
      code: "FUNCTION_CODE_UNREADABLE",
    });
    expect(readdirSync(root)).toEqual([]);
  });
});
