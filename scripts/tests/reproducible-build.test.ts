import { createHash } from "node:crypto";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { root, run } from "./run-script.ts";

const apps = ["direct-writer", "queue-consumer", "queue-producer"];
const maximumBytes = 600_000;

/** A copy of the working tree as a fresh clone would have it: no modules, no build, no cache. */
async function cloneInto(folder: string): Promise<void> {
  const listed = await run("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  for (const file of listed.stdout.split("\0").filter(Boolean)) {
    const target = join(folder, file);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, file), target);
  }
}

const zipOf = (folder: string, app: string): string =>
  join(folder, "apps", app, "dist", `${app}.zip`);

/** What is packed for npm. */
const published = [
  "apps/cli",
  "packages/table-writer",
  "packages/capacity-proxy",
  "packages/throughput-scaling",
];

/** The tarball of one of them, whatever its version. */
const packageOf = (folder: string, member: string): string => {
  const dist = join(folder, member, "dist");
  return join(dist, readdirSync(dist).find((name) => name.endsWith(".tgz")) ?? "none");
};

const digest = (file: string): string =>
  createHash("sha256").update(readFileSync(file)).digest("hex");

let parent: string;
let clones: string[];

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "spillway-clones-"));
  // Paths of other lengths and another time zone: neither may show in the bytes.
  clones = [join(parent, "a"), join(parent, "a-clone-with-a-longer-path")];
  for (const [index, clone] of clones.entries()) {
    await cloneInto(clone);
    const built = await run(join(clone, "scripts/build.sh"), [], {
      cwd: clone,
      env: { TZ: index === 0 ? "America/New_York" : "Asia/Tokyo" },
    });
    expect(built.code, built.stderr).toBe(0);
  }
});

afterAll(() => rmSync(parent, { recursive: true, force: true }));

it.each(apps)("two builds of %s in two clones are the same, byte for byte", (app) => {
  const [first, second] = clones.map((clone) => digest(zipOf(clone, app)));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
});

it.each(published)("two builds of the package of %s are the same, byte for byte", (member) => {
  const [first, second] = clones.map((clone) => digest(packageOf(clone, member)));
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(second).toBe(first);
});

it.each(apps)(`the zip of %s is under ${maximumBytes / 1000} KB`, (app) => {
  const { size } = statSync(zipOf(clones[0] ?? "", app));
  expect(size).toBeGreaterThan(1_000);
  expect(size).toBeLessThan(maximumBytes);
});
