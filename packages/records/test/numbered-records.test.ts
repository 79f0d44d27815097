import { describe, expect, it } from "vitest";
import { numberedRecords } from "../src/index.ts";

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of source) all.push(one);
  return all;
}

describe("records of a program", () => {
  const records = [{ pk: "a" }, { pk: "b" }];
  const numbered = [
    { ok: true, record: { pk: "a" }, position: { index: 0 } },
    { ok: true, record: { pk: "b" }, position: { index: 1 } },
  ];

  it("are numbered", () => {
    expect([...numberedRecords(records)]).toEqual(numbered);
  });

  it("are numbered as they come", async () => {
    async function* coming() {
      yield* records;
    }
    expect(await collect(numberedRecords(coming()))).toEqual(numbered);
  });
});
