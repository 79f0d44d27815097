import { readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { expect, test } from "vitest";
import { startSpillway } from "../../run-spillway.ts";
import { loadsHere } from "./load-here.ts";

const loads = loadsHere();

/** A module of its own for each test: a module is loaded once in a process. */
async function transform(name: string, text: string): Promise<string[]> {
  return ["--transform", await loads.file(`${name}.mjs`, text)];
}

const CLEAN = `export default function (record, { position }) {
  if (record.kind === "draft") return;
  if (record.kind === "broken") throw new Error("expected no broken one; came " + position.line);
  const { id, ...rest } = record;
  if (record.kind === "pair") return [{ pk: id + "/1", ...rest }, { pk: id + "/2", ...rest }];
  return { pk: id, ...rest };
}`;

test("rename, split, drop, throw: what comes out is written, what threw can be loaded again", async () => {
  const table = await loads.table();
  const kinds = ["plain", "pair", "draft", "broken", "plain"];
  const lines = kinds.map((kind, n) => `{"id":"r${n}","kind":"${kind}","n":9007199254740993}`);
  await loads.file("a.jsonl", lines.join("\n"));
  const clean = await transform("clean", CLEAN);
  const { code, report, rejects } = await loads.load("a.jsonl", table, ...clean);
  expect(report).toMatchObject({
    ...{ read: 5, written: 4, rejected: 1, complete: true },
    transform: { name: "clean.mjs", in: 5, out: 4, dropped: 1, failed: 1 },
  });
  expect(code).toBe(1);
  expect(rejects).toMatchObject([
    {
      position: { line: 4 },
      reason: { code: "TRANSFORM_FAILED", message: "expected no broken one; came 4" },
      fields: { id: "r3", kind: "broken" },
      untransformed: true,
    },
  ]);
  const item = (pk: string, kind: string) => ({
    kind: { S: kind },
    n: { N: "9007199254740993" },
    pk: { S: pk },
  });
  const written = [
    item("r0", "plain"),
    item("r1/1", "pair"),
    item("r1/2", "pair"),
    item("r4", "plain"),
  ];
  const inOrder = (items: typeof written) => items.toSorted((a, b) => a.pk.S.localeCompare(b.pk.S));
  expect(inOrder((await loads.items(table)) as typeof written)).toEqual(written);

  // Without the transform it is not loaded by mistake; with it it is tried again.
  const [line] = rejects;
  const mended = JSON.stringify({ ...line, fields: { ...line?.fields, kind: "pair" } });
  await loads.file("mended", mended);
  const without = await loads.load("mended", table);
  expect(without.report.errors).toMatchObject([{ code: "TRANSFORM_MISSING" }]);
  expect(without.rejects).toMatchObject([{ untransformed: true, fields: { kind: "pair" } }]);
  await loads.file("again", mended);
  expect((await loads.load("again", table, ...clean)).report).toMatchObject({
    read: 2,
    written: 2,
  });
  expect(await loads.items(table)).toHaveLength(6);

  await loads.file("b.jsonl", lines.join("\n"));
  const said = await loads.said("b.jsonl", table, ...clean);
  expect(said).toContain("transform clean.mjs: 5 in, 4 out, 1 dropped, 1 rejected by it");
});

test("an item in DynamoDB JSON that is not touched is the same item, and one that is rejected after the transform is not transformed again", async () => {
  const table = await loads.table({ globalIndexes: { byDay: { keys: ["day:N"] } } });
  const item = (pk: string, day: object) => ({
    pk: { S: pk },
    day,
    n: { N: "0.10000000000000000001" },
    ns: { NS: ["12345678901234567890123456789012345678"] },
    ss: { SS: ["", "x"] },
    b: { B: "AQID" },
    m: { M: { l: { L: [{ NULL: true }, { BOOL: false }, { S: "" }] } } },
  });
  const items = [item("a", { N: "1" }), item("b", { S: "wrong" })];
  await loads.file("a.jsonl", items.map((Item) => JSON.stringify({ Item })).join("\n"));
  const count = await transform(
    "count",
    "export default async (record) => ({ ...record, times: (record.times ?? 0) + 1 });",
  );
  const { report, rejects } = await loads.load("a.jsonl", table, ...count);
  expect(report).toMatchObject({ written: 1, rejected: 1 });
  expect(await loads.items(table)).toEqual([{ ...items[0], times: { N: "1" } }]);

  const [line] = rejects;
  expect(line).toMatchObject({ reason: { code: "KEY_WRONG_TYPE" }, typed: true });
  await loads.file(
    "mended",
    JSON.stringify({ ...line, record: { ...line?.record, day: { N: "2" } } }),
  );
  await loads.load("mended", table, ...count);
  const [, second] = await loads.items(table);
  expect(second).toEqual({ ...items[1], day: { N: "2" }, times: { N: "1" } });
});

test("--pk, --ttl and --delete come after it, and a CSV needs no column of the key's name", async () => {
  const table = await loads.table();
  await loads.file("a.csv", "user,name\n7,x\n8,y\n");
  const shout = await transform(
    "shout",
    "export default ({ user, name }) => ({ id: user * 10, name: name.toUpperCase() });",
  );
  const keyed = [...shout, "--pk", "USER#{id}"];
  const { report } = await loads.load("a.csv", table, ...keyed, "--ttl", "expires=1d");
  expect(report).toMatchObject({ written: 2, transform: { in: 2, out: 2, dropped: 0, failed: 0 } });
  const expires = { N: expect.stringMatching(/^\d{10}$/) };
  expect(await loads.items(table)).toEqual([
    { pk: { S: "USER#70" }, id: { N: "70" }, name: { S: "X" }, expires },
    { pk: { S: "USER#80" }, id: { N: "80" }, name: { S: "Y" }, expires },
  ]);
  await loads.load("a.csv", table, ...keyed, "--delete");
  expect(await loads.items(table)).toEqual([]);
});

test("a table is copied through it, and changed by the way", async () => {
  const [from, to] = [await loads.table(), await loads.table({ keys: ["id:S"] })];
  await loads.file("a.jsonl", '{"pk":"a","n":1.10,"tags":["x"]}\n{"pk":"b","old":true}\n');
  await loads.load("a.jsonl", from);
  const rename = await transform(
    "rename",
    "export default ({ pk, ...rest }) => (rest.old ? null : { id: pk, ...rest });",
  );
  const report = await loads.copy(from, to, ...rename);
  expect(report).toMatchObject({ read: 1, written: 1, transform: { in: 2, out: 1, dropped: 1 } });
  expect(await loads.items(to)).toEqual([
    { id: { S: "a" }, n: { N: "1.1" }, tags: { L: [{ S: "x" }] } },
  ]);
});

test("a module that is none is refused before the load, with its line and no stack", async () => {
  const table = await loads.table();
  await loads.file("a.jsonl", '{"pk":"a"}');
  const said = await loads.said(
    "a.jsonl",
    table,
    ...(await transform("none", "export const x = 1;\n")),
  );
  expect(said).toMatch(/none\.mjs: expected a function as the default export; came none/);
  expect(said).not.toContain(" at ");
  expect(await loads.items(table)).toEqual([]);
});

test("a load that is killed goes on, and another transform is refused", async () => {
  const table = await loads.table();
  const records = 6_000;
  const text = `export default ({ n }) => {
    if (n % 100 === 7) throw new Error("seven");
    return Array.from({ length: n % 3 }, (_, at) => ({ pk: n + "/" + at, n }));
  };`;
  const [option = "", module = ""] = await transform("multiply", text);
  const other = await transform("other", `${text}\n`);
  const lines = Array.from({ length: records }, (_, n) => `{"n":${n}}\n`);
  const path = await loads.file("a.jsonl", lines.join(""));
  const kept = ["--checkpoint", `${path}.at`, "--rejects", `${path}.rejects`];
  // Slowly, so that there is something left to go on with.
  const where = ["-t", table, "--endpoint", dynamoDbLocalEndpoint(), "--max-wcu", "1000"];
  const killed = startSpillway(["load", path, ...where, ...kept, option, module], {
    cwd: dirname(path),
  });
  let state = { next: 0, cursor: { record: 0 } };
  while (state.next === 0 && killed.child.exitCode === null) {
    state = JSON.parse(await readFile(`${path}.at`, "utf8").catch(() => JSON.stringify(state)));
  }
  killed.child.kill("SIGKILL");
  expect((await killed.ended).signal).toBe("SIGKILL");
  expect(state.cursor.record).toBeGreaterThan(0);

  const refused = await loads.said("a.jsonl", table, "--resume", ...other);
  expect(refused).toContain("belongs to another load: transform was");
  const again = ["--resume", "--max-wcu", "off", option, module];
  const { report, rejects } = await loads.load("a.jsonl", table, ...again);
  const numbers = [...lines.keys()];
  const failed = numbers.filter((n) => n % 100 === 7);
  const made = numbers.filter((n) => n % 100 !== 7).flatMap((n) => Array(n % 3).fill(n));
  const dropped = numbers.filter((n) => n % 100 !== 7 && n % 3 === 0).length;
  expect(report).toMatchObject({
    ...{ complete: true, read: made.length + failed.length, written: made.length },
    ...{ rejected: failed.length, deduplicated: 0 },
    transform: { in: records, out: made.length, dropped, failed: failed.length },
  });
  expect(report.resumedAt).toBeGreaterThan(0);
  const items = await loads.items(table);
  const numbersOf = items.map(({ n }) => (n && "N" in n ? Number(n.N) : Number.NaN));
  expect(numbersOf.toSorted((a, b) => a - b)).toEqual(made);
  expect(rejects.map(({ fields }) => fields?.n)).toEqual(failed);
});

test.each([
  [
    "for a record",
    "export default (record) => { if (record.n === 2) process.exit(0); return record; };",
  ],
  ["when it is loaded", "process.exit(0); export default (record) => record;"],
])("a transform that ends the process %s makes no success of it", async (_, text) => {
  const table = await loads.table();
  const path = await loads.file("a.jsonl", '{"pk":"a","n":1}\n{"pk":"b","n":2}\n');
  const [option = "", module = ""] = await transform("ends", text);
  const where = ["-t", table, "--endpoint", dynamoDbLocalEndpoint()];
  const kept = ["--checkpoint", `${path}.at`, "--rejects", `${path}.rejects`];
  const ending = startSpillway(["load", path, ...where, ...kept, option, module, "--json"], {
    cwd: dirname(path),
  });
  const { code, stdout, stderr } = await ending.ended;
  expect(stderr).toContain(
    "error: ended before it was done, most likely by process.exit(0) in the transform\n",
  );
  expect(stdout).toBe("");
  expect(code).toBe(1);
});
