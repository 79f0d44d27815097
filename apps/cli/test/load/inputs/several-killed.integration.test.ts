import { readFile, rename, rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { runHere } from "../../run-here.ts";
import { startSpillway } from "../../run-spillway.ts";
import { severalFilesHere } from "./several-files-here.ts";

const { argsOf, files, itemsOf, load, newTable } = severalFilesHere();

const RECORDS = 400;
const rowsOf = (name: string) =>
  Array.from({ length: RECORDS }, (_, n) => (n % 100 === 50 ? `${name},"x` : `${name}${n},${n}`));

test("killed across the files and gone on with: each record once; what is missing or changed is named", async () => {
  const table = await newTable();
  const names = ["a", "b", "c", "d"];
  const contentOf = (name: string) => `pk,n\n${rowsOf(name).join("\n")}\n`;
  await files(Object.fromEntries(names.map((name) => [`in/${name}.csv`, contentOf(name)])));
  const args = ["in", "-t", table, "--max-wcu", "400", "--resume"];
  const checkpoint = `in.${table}.checkpoint.json`;
  const reached = async () =>
    JSON.parse(await readFile(checkpoint, "utf8").catch(() => "{}")).cursor?.file ?? 0;
  for (const file of [1, 2]) {
    const running = startSpillway([...argsOf(args), "--json"], { cwd: process.cwd() });
    while ((await reached()) < file) await delay(10);
    running.child.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL" });
  }

  const resumed = async () => (await load(...args)).report as unknown as { error?: object };
  const changed = (message: string) => ({
    error: { code: "SOURCE_CHANGED", message: expect.stringContaining(message) },
  });
  await rename("in/d.csv", "d.csv");
  expect(await resumed()).toMatchObject(changed("in/d.csv is missing"));
  await rename("d.csv", "in/d.csv");
  await files({ "in/a.csv": "pk,n\na0,0\n" });
  expect(await resumed()).toMatchObject(changed("in/a.csv is not as when loaded"));
  await rm("in/a.csv");

  const last = await runHere([
    ...argsOf(args.filter((arg) => !["--max-wcu", "400"].includes(arg))),
  ]);
  expect(last.stderr).toContain("not there any more, but done: in/a.csv\n");
  expect(last.code).toBe(1);
  const wanted = names.flatMap((name) =>
    rowsOf(name).flatMap((row, n) => (row.includes('"') ? [] : [[`${name}${n}`, `${n}`]])),
  );
  const found = (await itemsOf(table)).map(({ pk, n }) => [pk?.S, n?.N]);
  expect(new Map(found as [string, string][])).toEqual(new Map(wanted as [string, string][]));
  expect(last.stdout).toContain(`${wanted.length.toLocaleString("en-US")} of 1,600 records`);
  const rejects = (await readFile(`in.${table}.rejects.jsonl`, "utf8")).trimEnd().split("\n");
  const places = rejects.map((line) => JSON.parse(line).position.index);
  expect(places).toEqual(Array.from({ length: 16 }, (_, n) => n * 100 + 50));
});
