import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { unzipSync } from "fflate";
import { afterEach, expect, test } from "vitest";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "build-lambda-"));
  folders.push(folder);
  return folder;
}

/** An app named `demo` with these files in a new folder; `below` puts it deeper. */
function makeApp(files: Readonly<Record<string, string>>, below = "apps"): string {
  const app = join(temporaryFolder(), below, "demo");
  for (const [name, text] of Object.entries(files)) {
    const path = join(app, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return app;
}

async function buildIn(app: string, env: NodeJS.ProcessEnv = {}) {
  const script = join(root, "scripts", "build-lambda.ts");
  const outcome = await run(process.execPath, [script], {
    cwd: app,
    env: { ...process.env, ...env },
    timeout: 250_000,
  }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return { code: outcome.code, stdout: outcome.stdout, stderr: outcome.stderr };
}

const readZip = (app: string) => readFileSync(join(app, "dist", "demo.zip"));

const withData = {
  "src/index.ts": `
    import { readFileSync } from "node:fs";
    import { unused } from "./unused.ts";
    export { total } from "./data/sum.ts";
    const greeting: string = readFileSync(new URL("./greeting.txt", import.meta.url), "utf8");
    export const handler = async () => greeting;`,
  "src/unused.ts": `export const unused = () => new URL("./absent.txt", import.meta.url);`,
  "src/greeting.txt": "hello",
  "src/data/sum.ts": `export const total = () => new URL("./numbers.csv", import.meta.url).pathname;`,
  "src/data/numbers.csv": "1,2",
};

test("the zip holds the bundle and the data files of what is bundled, and its handler works", async () => {
  const app = makeApp(withData);
  expect(await buildIn(app)).toEqual({
    code: 0,
    stdout: expect.stringMatching(
      /^demo\.zip: [\d.]+ KB \(bundle .*greeting\.txt, index\.mjs, numbers\.csv\)\n$/,
    ),
    stderr: "",
  });
  const files = unzipSync(readZip(app));
  expect(Object.keys(files)).toEqual(["greeting.txt", "index.mjs", "numbers.csv"]);
  const unpacked = temporaryFolder();
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(unpacked, name), bytes);
  const { handler } = await import(pathToFileURL(join(unpacked, "index.mjs")).href);
  expect(await handler()).toBe("hello");
});

test.each(["direct-writer", "queue-producer", "queue-consumer"])(
  "the zip of %s loads by itself and its handler asks for its settings",
  async (name) => {
    const app = join(root, "apps", name);
    expect(await buildIn(app)).toMatchObject({ code: 0 });
    const unpacked = temporaryFolder();
    const zip = readFileSync(join(app, "dist", `${name}.zip`));
    for (const [file, bytes] of Object.entries(unzipSync(zip))) {
      writeFileSync(join(unpacked, file), bytes);
    }
    // In a process of its own: nothing of this checkout is within reach there.
    const call = `const { handler } = await import("./index.mjs");
      const context = { functionName: "demo", getRemainingTimeInMillis: () => 1_000 };
      await handler({ Records: [] }, context).catch((error) => console.log(error.code));`;
    const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", call], {
      cwd: unpacked,
      env: { LOG_LEVEL: "SILENT" },
      timeout: 250_000,
    });
    expect(stdout.trim().split("\n").at(-1)).toBe("SETTINGS_INVALID");
  },
);

test("the bytes are the same in any folder and any time zone", async () => {
  const [here, there] = [makeApp(withData), makeApp(withData, "a/much/longer/path")];
  await buildIn(here, { TZ: "Pacific/Kiritimati" });
  await buildIn(there, { TZ: "America/Los_Angeles" });
  expect(readZip(here).equals(readZip(there))).toBe(true);
});

test("a build replaces what was in dist, and another source gives other bytes", async () => {
  const app = makeApp(withData);
  await buildIn(app);
  const before = readZip(app);
  writeFileSync(join(app, "src", "greeting.txt"), "good morning");
  await buildIn(app);
  expect(readZip(app).equals(before)).toBe(false);
});

test.each([
  {
    what: "no handler",
    files: { "src/index.ts": "export const main = 1;" },
    says: /demo was not built: src\/index\.ts must export "handler".*it exports main/,
  },
  {
    what: "an import that is not there",
    files: { "src/index.ts": `import "./gone.ts"; export const handler = 1;` },
    says: /Could not resolve "\.\/gone\.ts"/,
  },
  {
    what: "no entry",
    files: { "src/other.ts": "" },
    says: /Could not resolve "src\/index\.ts"/,
  },
  {
    what: "a data file that is not there",
    files: { "src/index.ts": `export const handler = () => new URL("./a.csv", import.meta.url);` },
    says: /src\/index\.ts refers to a data file that cannot be read: .*a\.csv/,
  },
  {
    what: "a data file outside its folder",
    files: {
      "src/index.ts": `export const handler = () => new URL("../a.csv", import.meta.url);`,
      "a.csv": "",
    },
    says: /src\/index\.ts refers to "\.\.\/a\.csv": a data file .* must lie in or below/,
  },
  {
    what: "two data files of one name",
    files: {
      "src/index.ts": `import { b } from "./b/b.ts";
        export const handler = () => [b(), new URL("./a.csv", import.meta.url)];`,
      "src/b/b.ts": `export const b = () => new URL("./a.csv", import.meta.url);`,
      "src/a.csv": "1",
      "src/b/a.csv": "2",
    },
    says: /two files would be "a\.csv" in the zip/,
  },
])("$what fails the build, says so and leaves no zip", async ({ files, says }) => {
  const app = makeApp(files);
  const { code, stderr } = await buildIn(app);
  expect(code).toBe(1);
  expect(stderr).toMatch(says);
  expect(stderr).not.toMatch(/^\s+at .*node:internal/m);
  expect(() => readZip(app)).toThrow(/ENOENT/);
});

test("a zip over 600 KB fails the build and names the largest sources", async () => {
  // Text that hardly compresses: hashes in base64.
  const noise = Array.from({ length: 14_000 }, (_, i) =>
    createHash("sha512").update(String(i)).digest("base64"),
  ).join("");
  const app = makeApp({
    "src/index.ts": `import { noise } from "./noise.ts"; export const handler = () => noise;`,
    "src/noise.ts": `export const noise = ${JSON.stringify(noise)};`,
  });
  const { code, stderr } = await buildIn(app);
  expect(code).toBe(1);
  expect(stderr).toMatch(/demo\.zip must stay under 600\.0 KB and has [\d.]+ KB; .*src\/noise\.ts/);
});
