import type { PlainRecord } from "@spillway/item";
import { expect, test } from "vitest";
import type { Transform } from "../../src/index.ts";
import { TransformRun } from "../../src/transform/transform-run.ts";

const position = { index: 7, line: 9 };
const runOf = (apply: unknown) =>
  new TransformRun({ name: "t.mjs", identity: "1", apply: apply as Transform }, "users.csv");

test("a record, several or nothing come out, and are counted", async () => {
  const run = runOf((record: PlainRecord, context: unknown) => {
    expect(context).toEqual({ position, source: "users.csv" });
    if (record.n === 0) return;
    if (record.n === 1) return null;
    if (record.n === 2) return [];
    if (record.n === 3) return Promise.resolve([record, { n: "x" }]);
    return record;
  });
  const given: unknown[] = [];
  for (const n of [0, 1, 2, 3, 4]) given.push(await run.apply({ n }, position));
  expect(given).toEqual(
    [[], [], [], [{ n: 3 }, { n: "x" }], [{ n: 4 }]].map((records) => ({ ok: true, records })),
  );
  expect(run.report).toEqual({ name: "t.mjs", in: 5, out: 3, dropped: 3, failed: 0 });
});

class Row {}

test.each<[unknown, string]>([
  ["text", "came a string"],
  [7, "came a number"],
  [false, "came a boolean"],
  [new Map(), "came an instance of Map"],
  [new Row(), "came an instance of Row"],
  [[{ id: 1 }, null], "came null as number 2"],
  [[[{}]], "came an array as number 1"],
])("%j is no record", async (made, words) => {
  for (const apply of [() => made, async () => made]) {
    const run = runOf(apply);
    const outcome = await run.apply({ id: 1 }, position);
    expect(outcome).toMatchObject({ ok: false, message: expect.stringContaining(words) });
    expect(run.report).toMatchObject({ in: 1, out: 0, failed: 1 });
  }
});

test.each<[unknown, string]>([
  [new Error("no such user"), "no such user"],
  [new Error(""), "the transform threw an error without a message"],
  ["words", "words"],
  [{ code: 1 }, "the transform threw an instance of Object"],
  [undefined, "the transform threw an undefined"],
])("what it throws says why: %j", async (error, message) => {
  for (const apply of [
    () => {
      throw error;
    },
    () => Promise.reject(error),
    () => ({
      get id() {
        throw error;
      },
    }),
  ]) {
    expect(await runOf(apply).apply({ id: 1 }, position)).toEqual({ ok: false, message });
  }
});

test("a record is known as it was, whatever the transform did to it", () => {
  const record = {
    id: 1,
    nested: { list: [1, { a: 1 }] },
    tags: new Set(["x"]),
    blob: new Uint8Array([1]),
  };
  const was = structuredClone(record);
  const run = runOf((given: typeof record) => {
    given.id = 2;
    given.nested.list.push(3);
    given.tags.add("y");
    given.blob[0] = 9;
    throw new Error("late");
  });
  run.apply(record, position);
  expect(record).toEqual(was);
});

test("an object that is given twice is two records", () => {
  const again: Record<string, unknown> = {};
  const run = runOf((record: PlainRecord) => Object.assign(again, record));
  const [one, other] = [run.apply({ id: 1 }, position), run.apply({ id: 2 }, position)];
  expect([one, other]).toEqual([1, 2].map((id) => ({ ok: true, records: [{ id }] })));
});

test("a tree whose children know their parent is not copied without end", () => {
  const node = (depth: number, parent?: object): object => {
    const one: Record<string, unknown> = { parent };
    one.children = depth === 0 ? [] : Array.from({ length: 6 }, () => node(depth - 1, one));
    return one;
  };
  expect(runOf(() => node(3)).apply({ id: 1 }, position)).toMatchObject({ ok: true });
});

test("a record that holds itself ends", () => {
  const endless: Record<string, unknown> = { id: 1 };
  endless.self = endless;
  expect(runOf(() => endless).apply({ id: 1 }, position)).toMatchObject({ ok: true });
});
