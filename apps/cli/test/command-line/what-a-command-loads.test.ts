import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const command = join(import.meta.dirname, "../../src/index.ts");

// Told on standard error: the address of each module as it is loaded.
const TELL = `import { registerHooks } from "node:module";
import { writeSync } from "node:fs";
registerHooks({ load(url, context, next) { writeSync(2, url + "\\n"); return next(url, context); } });`;

async function modulesLoadedBy(...args: readonly string[]): Promise<readonly string[]> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(TELL)}`, command, ...args],
    { maxBuffer: 16 * 2 ** 20 },
  );
  return stderr.split("\n");
}

/** What of our packages the definitions of commands may name: constants and what reads an option's value. */
const OF_DEFINITIONS =
  /\/packages\/(errors|pacing)\/|\/src\/(audit\/audit-prefix|bytes\/text-encoding|csv\/csv-fields|formats\/export-format|item-error|keys\/write-sharding|records-error|source\/source-formats|target)\.ts$/;

test("the list of commands loads commander and colours, and of our packages constants alone", async () => {
  const loaded = await modulesLoadedBy("--help");
  const dependencies = loaded.filter((url) => url.includes("/node_modules/"));
  const foreign = dependencies.map((url) => url.replace(/.*\/node_modules\//, "").split("/")[0]);
  expect([...new Set(foreign)].sort()).toEqual(["commander", "picocolors"]);
  expect(loaded.filter((url) => url.includes("/packages/") && !OF_DEFINITIONS.test(url))).toEqual(
    [],
  );
});

// They are hundreds of files, for which every load would wait, and which it would hold in memory.
test("a command loads no development package before it needs one", async () => {
  const loaded = await modulesLoadedBy("load", "--help");
  expect(loaded.some((url) => url.endsWith("apps/cli/src/program.ts"))).toBe(true);
  expect(
    loaded.filter((url) => /\/packages\/(local-cloud|capacity-proxy|testkit)\//.test(url)),
  ).toEqual([]);
});

test("a plan asks AWS for nothing that is not there", async () => {
  const loaded = await modulesLoadedBy("plan", "--items", "9", "--size", "1KB", "--json");
  expect(loaded.some((url) => url.includes("/packages/planner/"))).toBe(true);
  // Neither a client that only AWS is asked by, nor the search for credentials.
  expect(
    loaded.filter((url) => /client-(cloudwatch|s3|sts)\/|credential-provider-ini\//.test(url)),
  ).toEqual([]);
});

test("another command does not load the planner", async () => {
  const loaded = await modulesLoadedBy("load", "--help");
  expect(loaded.filter((url) => /\/packages\/(planner|simulator)\//.test(url))).toEqual([]);
});

test("another command does not load what exports and scans tables, and export none of it for its help", async () => {
  for (const command of ["load", "export"]) {
    const loaded = await modulesLoadedBy(command, "--help");
    expect(loaded.some((url) => url.endsWith("apps/cli/src/commands/export.ts"))).toBe(true);
    expect(loaded.filter((url) => /\/packages\/table-(export|scan)\//.test(url))).toEqual([
      expect.stringMatching(/export-format\.ts$/),
    ]);
  }
});
