import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { strToU8, type Zippable, zipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Layers, layerVersion } from "../../src/lambda-host/code/layers.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "layers-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const UNIX = 3;
const unix = (text: string, mode: number): Zippable[string] => [
  strToU8(text),
  { os: UNIX, attrs: mode << 16 },
];
const arn = (version: number, name = "tools") =>
  `arn:aws:lambda:us-east-1:123456789012:layer:${name}:${version}`;
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])));

describe("Layers", () => {
  it("are merged in order", async () => {
    const layers = new Layers(root);
    await layers.keep("tools", "1", zip({ "lib/both": "first", "lib/one": "1" }));
    await layers.keep("tools", "2", zip({ "lib/both": "second", "lib/two": "2" }));
    const read = async (...versions: number[]) => {
      const opt = (await layers.optOf(versions.map((version) => arn(version)))) ?? "";
      return readFileSync(path.join(opt, "lib/both"), "utf8");
    };
    expect(await read(1, 2)).toBe("second");
    expect(await read(2, 1)).toBe("first");
    expect(await read(1)).toBe("first");
    expect(await layers.optOf([])).toBeUndefined();
  });

  it("keep what is executable, and links within", async () => {
    const layers = new Layers(root);
    const content = zipSync({
      "bin/greet": unix("#!/bin/sh\necho hello", 0o100755),
      "bin/data": unix("data", 0o100644),
      "bin/also": unix("greet", 0o120777),
    });
    await layers.keep("tools", "1", content);
    const opt = (await layers.optOf([arn(1)])) ?? "";
    expect(execFileSync(path.join(opt, "bin/also"), { encoding: "utf8" })).toBe("hello\n");
    expect(readlinkSync(path.join(opt, "bin/also"))).toBe("greet");
    expect(() => execFileSync(path.join(opt, "bin/data"))).toThrow(/EACCES/);
  });

  it.each(["../out", "/etc/passwd"])("refuse a link to %s", async (target) => {
    const content = zipSync({ link: unix(target, 0o120777) });
    await expect(new Layers(root).keep("tools", "1", content)).rejects.toMatchObject({
      code: "FUNCTION_CODE_UNREADABLE",
    });
  });

  it.each<[string, Zippable]>([
    ["a file below a link", { up: unix("lib", 0o120777), "up/file": unix("1", 0o100644) }],
    ["a link below a link", { up: unix("lib", 0o120777), "up/more": unix("x", 0o120777) }],
    [
      "a link that goes back behind another",
      { "lib/deep/up": unix("../../..", 0o120777), out: unix("lib/deep/up/..", 0o120777) },
    ],
  ])("refuse %s, which may lead out", async (_what, files) => {
    await expect(new Layers(root).keep("tools", "1", zipSync(files))).rejects.toMatchObject({
      code: "FUNCTION_CODE_UNREADABLE",
    });
  });

  it("keep a link through another, as libraries have them", async () => {
    const files = {
      "lib/one.so.1": unix("1", 0o100644),
      lib64: unix("lib", 0o120777),
      "lib/one.so": unix("../lib64/one.so.1", 0o120777),
    };
    const layers = new Layers(root);
    await layers.keep("tools", "1", zipSync(files));
    const opt = (await layers.optOf([arn(1)])) ?? "";
    expect(readFileSync(path.join(opt, "lib/one.so"), "utf8")).toBe("1");
  });

  it("know what they have", async () => {
    const layers = new Layers(root);
    await layers.keep("tools", "1", zip({ "extensions/one": "" }));
    const here = layerVersion(arn(1)) ?? expect.fail("no version");
    expect(layers.has(here)).toBe(true);
    expect(layers.hasExtensions(here)).toBe(true);
    expect(layers.has({ ...here, version: "2" })).toBe(false);
  });
});

describe("layerVersion", () => {
  it.each([
    [arn(7), { region: "us-east-1", account: "123456789012", name: "tools", version: "7" }],
    ["arn:aws:lambda:us-east-1:123456789012:layer:tools", undefined],
    ["arn:aws:lambda:us-east-1:123456789012:layer:../tools:1", undefined],
  ])("reads %s", (text, version) => {
    expect(layerVersion(text)).toEqual(version);
  });
});
