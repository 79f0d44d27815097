import { ManualClock } from "@spillway/testkit";
import { describe, expect, test } from "vitest";
import { isScanDone, type ScanOptions, type ScanPage, scanPages } from "../src/index.ts";
import { ModelTable, modelItems, serviceError, throttle } from "./fixtures/model-table.ts";

function scan(table: ModelTable, clock: ManualClock, options: Partial<ScanOptions> = {}) {
  return scanPages({ transport: table, table: "T", clock, random: () => 0.5, ...options });
}

async function all(pages: AsyncIterable<ScanPage>): Promise<ScanPage[]> {
  const given: ScanPage[] = [];
  for await (const page of pages) given.push(page);
  return given;
}

describe("pages are pulled", () => {
  test("each segment that is read is at most a page ahead, and no more than so many are read", async () => {
    const clock = new ManualClock();
    const table = new ModelTable(modelItems(1_000), { clock });
    const pages = scan(table, clock, { segments: 10, concurrency: 3, pageItems: 10 });
    for (let taken = 1; taken <= 20; taken += 1) {
      await clock.run(pages.next());
      await clock.advance(60_000);
      expect(table.requests.length).toBeLessThanOrEqual(taken + 3);
    }
    await pages.return();
    await clock.advance(60_000);
    expect(table.requests.length).toBeLessThanOrEqual(23);
  });

  test("nothing is asked for before the first is wanted, nor after the last was taken", async () => {
    const clock = new ManualClock();
    const table = new ModelTable(modelItems(5), { clock });
    const pages = scan(table, clock);
    expect(table.requests).toEqual([]);
    const [page, ...more] = await clock.run(all(pages));
    expect(page && isScanDone(page.state)).toBe(true);
    expect([more.length, table.requests.length]).toEqual([0, 1]);
    expect(await clock.run(all(scan(table, clock, { from: page?.state })))).toEqual([]);
    expect(table.requests.length).toBe(1);
  });
});

describe("what goes wrong", () => {
  test("only the request of the segment that was throttled is sent again", async () => {
    const clock = new ManualClock();
    let left = 4;
    const table = new ModelTable(modelItems(40), {
      clock,
      fault: ({ Segment }) => (Segment === 1 && left-- > 0 ? throttle() : undefined),
    });
    const pages = await clock.run(all(scan(table, clock, { segments: 4 })));
    const requests = [0, 1, 2, 3].map(
      (segment) => table.requests.filter(({ Segment }) => Segment === segment).length,
    );
    expect(requests).toEqual([1, 5, 1, 1]);
    expect(pages.map(({ segment, throttles }) => throttles * (segment === 1 ? 1 : 100))).toEqual(
      expect.arrayContaining([4, 0, 0, 0]),
    );
  });

  test("a throttle is waited out however long it lasts, a fault that passes ten times", async () => {
    const clock = new ManualClock();
    const patient = new ModelTable(modelItems(3), {
      clock,
      fault: (_, n) => (n < 60 ? throttle() : undefined),
    });
    expect(await clock.run(all(scan(patient, clock)))).toHaveLength(1);
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(5_000);
    const down = new ModelTable(modelItems(3), {
      clock,
      fault: () => serviceError("InternalServerError", 500),
    });
    await expect(clock.run(all(scan(down, clock)))).rejects.toThrow("InternalServerError");
    expect(down.requests).toHaveLength(10);
  });

  test("what no retry helps against is thrown at once", async () => {
    const clock = new ManualClock();
    const table = new ModelTable(modelItems(3), {
      clock,
      fault: () => serviceError("ValidationException", 400),
    });
    await expect(clock.run(all(scan(table, clock)))).rejects.toThrow("ValidationException");
    expect(table.requests).toHaveLength(1);
  });

  test("an abort ends it with its reason, also while it waits for a retry", async () => {
    const clock = new ManualClock();
    const table = new ModelTable(modelItems(3), { clock, fault: () => throttle() });
    const stop = new AbortController();
    const pages = all(scan(table, clock, { signal: stop.signal }));
    const ended = expect(pages).rejects.toThrow("enough");
    await clock.advance(20_000);
    stop.abort(new Error("enough"));
    await ended;
  });
});

describe("a state", () => {
  const clock = new ManualClock();
  const table = new ModelTable(modelItems(30), { clock });

  test("is held to its scan, and says what differs", async () => {
    const query = { filter: "wanted", values: { ":a": { N: "1" } }, segments: 2, pageItems: 5 };
    const [{ state } = { state: undefined }] = await clock.run(all(scan(table, clock, query)));
    for (const other of [{ filter: "other" }, { table: "U" }, { index: "i" }, { values: {} }]) {
      const pages = all(scan(table, clock, { ...query, ...other, from: state }));
      await expect(pages).rejects.toMatchObject({
        code: "SCAN_STATE_OF_ANOTHER",
        message: expect.stringContaining(`its ${Object.keys(other)[0]} was`),
      });
    }
    // How it is read may change: the segments are those of the state.
    const rest = all(scan(table, clock, { ...query, segments: 9, consistent: true, from: state }));
    expect((await clock.run(rest)).length).toBeGreaterThan(0);
  });

  test.each([
    null,
    1,
    "x",
    {},
    { scan: {} },
    { scan: {}, segments: [] },
    { scan: {}, segments: [1] },
  ])("%j is none", async (from) => {
    await expect(all(scan(table, clock, { from }))).rejects.toMatchObject({
      code: "SCAN_STATE_INVALID",
    });
  });
});

test.each([{ segments: 0 }, { segments: 1_000_001 }, { concurrency: 0 }, { pageItems: 0.5 }])(
  "%j is refused",
  async (option) => {
    const clock = new ManualClock();
    const pages = all(scan(new ModelTable([], { clock }), clock, option));
    await expect(pages).rejects.toMatchObject({ code: "SCAN_OPTION_INVALID" });
  },
);
