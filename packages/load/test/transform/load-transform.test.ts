import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadTransform } from "../../src/index.ts";

const GOOD = {
  "a.mjs": "export default (record) => ({ ...record, n: 1 });\n",
  "a.cjs": "module.exports = (record) => ({ ...record, n: 1 });\n",
  "a.ts": "export default (record: Record<string, unknown>) => ({ ...record, n: 1 as number });\n",
  "async.mjs": "export default async function (record) { return { ...record, n: 1 }; }\n",
} as const;

/** What is wrong with a module, and what is said of it. */
const BAD = {
  "none.mjs": [
    "export const transform = (record) => record;\n",
    "expected a function as the default export; came none",
  ],
  "object.mjs": [
    "export default { transform: 1 };\n",
    "expected a function as the default export; came object",
  ],
  "syntax.mjs": [
    "export default (record) => {\n  const x = ;\n};\n",
    "line 2: Unexpected token ';'",
  ],
  "types.ts": ["\nexport default (record: {) => record;\n", "line 2: "],
  "enum.ts": [
    "enum Kind { A }\nexport default (record) => record;\n",
    "line 1: TypeScript enum is not supported",
  ],
  "throws.mjs": ['const a = 1;\nthrow new Error("no database");\n', "line 2: no database"],
  "imports.mjs": ['import x from "./nowhere.mjs";\nexport default x;\n', "Cannot find module"],
  "text.txt": ["export default (record) => record;\n", "Unknown file extension"],
} as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-transform-"));
  for (const [name, text] of Object.entries(GOOD)) {
    await writeFile(join(folder, name), text);
    await writeFile(join(folder, `other-${name}`), `\n${text}`);
  }
  for (const [name, [text]] of Object.entries(BAD)) await writeFile(join(folder, name), text);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(GOOD))(
  "%s: its default function, its name, and a hash of its text",
  async (name) => {
    const transform = await loadTransform(join(folder, name));
    expect(transform).toMatchObject({ name, identity: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const context = { position: { index: 0, line: 1 }, source: "s" };
    expect(await transform.apply({ id: "a" }, context)).toEqual({ id: "a", n: 1 });
    const other = await loadTransform(join(folder, `other-${name}`));
    expect(other.identity).not.toBe(transform.identity);
  },
);

describe("refused with its place, by Node's own loader", () => {
  // In a process of its own: the tests' runner loads modules in its own way.
  let said: Record<string, { code: string; message: string; hint: string; errorClass: string }>;
  beforeAll(async () => {
    const from = new URL("../../src/transform/load-transform.ts", import.meta.url).href;
    const script = `
      import { loadTransform } from ${JSON.stringify(from)};
      const said = {};
      for (const name of ${JSON.stringify(Object.keys(BAD))}) {
        await loadTransform(${JSON.stringify(`${folder}/`)} + name).catch((error) => {
          const { code, message, hint, errorClass } = error;
          said[name] = { code, message, hint, errorClass };
        });
      }
      console.log(JSON.stringify(said));`;
    const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "-e", script];
    said = JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  });

  test.each(Object.entries(BAD))("%s", (name, [, words]) => {
    expect(said[name]).toMatchObject({
      code: "TRANSFORM_INVALID",
      message: expect.stringContaining(words),
      hint: expect.stringMatching(/\w/),
      errorClass: "usage",
    });
    expect(said[name]?.message).not.toContain("\n");
  });
});

test("a file that is not there is refused", async () => {
  await expect(loadTransform(join(folder, "nowhere.mjs"))).rejects.toMatchObject({
    code: "TRANSFORM_NOT_FOUND",
    message: expect.stringContaining("nowhere.mjs can't be read"),
  });
});
