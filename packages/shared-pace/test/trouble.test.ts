import { ManualClock } from "@spillway/testkit";
import { describe, expect, it } from "vitest";
import type { PaceTrouble } from "../src/index.ts";
import { SharedPacer, type StoredPacerOptions } from "../src/shared-pacer.ts";
import type { PaceStore } from "../src/store/pace-store.ts";
import { MemoryPaceItem } from "./fixtures/memory-pace-store.ts";
import { tableOf } from "./fixtures/sharing-writers.ts";

const UNITS = 500;

function named(name: string): Error {
  return Object.assign(new Error("no"), { name });
}

function setUp(store: (clock: ManualClock) => PaceStore, more: Partial<StoredPacerOptions> = {}) {
  const clock = new ManualClock(1_700_000_000_000);
  const troubles: PaceTrouble[] = [];
  const pacer = new SharedPacer({
    table: tableOf(UNITS),
    clock,
    random: () => 0.5,
    storeOf: () => store(clock),
    onTrouble: (trouble) => troubles.push(trouble),
    ...more,
  });
  /** Writes batches of 25 one after another. @returns how long that took in milliseconds */
  const write = async (batches: number): Promise<number> => {
    const startMs = clock.now();
    for (let batch = 0; batch < batches; batch += 1) {
      await clock.run(pacer.acquire({ table: 25, indexes: {} }));
    }
    return clock.now() - startMs;
  };
  return { clock, pacer, troubles, write };
}

const failing = (error: Error): PaceStore => ({
  sell: async () => Promise.reject(error),
  takeBack: async () => Promise.reject(error),
});

const codesOf = (troubles: readonly PaceTrouble[]) =>
  troubles.map((trouble) => (trouble.kind === "alone" ? trouble.reason.code : trouble.kind));

describe("without leases", () => {
  it("goes on at once with a careful part where the right is missing, and says so once", async () => {
    const { write, troubles, pacer } = setUp(() => failing(named("AccessDeniedException")));
    // 100 units at a tenth of 500 a second.
    expect(await write(4)).toBeLessThanOrEqual(2_100);
    expect(troubles).toEqual([
      {
        kind: "alone",
        item: "PACE#Users",
        reason: expect.objectContaining({ code: "ACCESS_DENIED" }),
        share: 0.1,
      },
    ]);
    await pacer.close();
  });

  it("takes the part that it is told to", async () => {
    const { write } = setUp(() => failing(named("ResourceNotFoundException")), { aloneShare: 0.5 });
    expect(await write(20)).toBeLessThanOrEqual(2_100);
  });

  it("waits two seconds where it may pass by itself, or where nobody answers", async () => {
    const takeBack: PaceStore["takeBack"] = async () => ({ isDone: true });
    const silent: PaceStore = { sell: () => new Promise(() => {}), takeBack };
    for (const store of [failing(named("ThrottlingException")), silent]) {
      const { write, troubles } = setUp(() => store);
      const tookMs = await write(1);
      expect(tookMs).toBeGreaterThanOrEqual(2_000);
      expect(tookMs).toBeLessThanOrEqual(2_700);
      expect(troubles).toHaveLength(1);
    }
  });

  it("says why as soon as it knows, though it went on before it knew", async () => {
    let refuse = (_: Error): void => {};
    const { clock, write, troubles } = setUp(() => ({
      ...failing(named("AccessDeniedException")),
      sell: () => new Promise((_, reject) => (refuse = reject)),
    }));
    await write(1);
    refuse(named("AccessDeniedException"));
    await clock.run(clock.sleep(1));
    await write(1);
    expect(codesOf(troubles)).toEqual(["PACE_ITEM_SILENT", "ACCESS_DENIED"]);
  });

  it("says each reason once, however often they take turns", async () => {
    let purchases = 0;
    const { write, troubles } = setUp(() => ({
      ...failing(named("AccessDeniedException")),
      sell: async () => {
        purchases += 1;
        throw named(purchases % 2 === 0 ? "ResourceNotFoundException" : "AccessDeniedException");
      },
    }));
    await write(200);
    expect(purchases).toBeGreaterThanOrEqual(4);
    expect(codesOf(troubles)).toEqual(["ACCESS_DENIED", "RESOURCE_NOT_FOUND"]);
  });

  it("says at once that the right is missing, though it has units and nothing has to wait", async () => {
    let isRevoked = false;
    let refused = 0;
    const { clock, pacer, write, troubles } = setUp((own) => {
      const good = new MemoryPaceItem(own).storeFor(() => 5);
      return {
        ...good,
        sell: async (sale) => {
          if (!isRevoked) return good.sell(sale);
          refused += 1;
          throw named("AccessDeniedException");
        },
      };
    });
    await write(40);
    isRevoked = true;
    while (refused === 0) {
      await clock.run(clock.sleep(10));
      const startMs = clock.now();
      await clock.run(pacer.acquire({ table: 1, indexes: {} }));
      expect(clock.now()).toBe(startMs);
    }
    expect(codesOf(troubles)).toEqual(["ACCESS_DENIED"]);
  });

  it("shares again as soon as a purchase goes through", async () => {
    let isMended = false;
    const { write, troubles } = setUp((clock) => {
      const good = new MemoryPaceItem(clock).storeFor(() => 5);
      const bad = failing(named("AccessDeniedException"));
      return { ...good, sell: (sale) => (isMended ? good : bad).sell(sale) };
    });
    await write(4);
    isMended = true;
    await write(100);
    expect(troubles.map(({ kind }) => kind)).toEqual(["alone", "shared again"]);
    // 500 units at all that the table has.
    expect(await write(20)).toBeLessThanOrEqual(1_100);
  });
});

describe("what needs no leases", () => {
  it("asks for none where the capacity is not known, and writes at once", async () => {
    const { write } = setUp(() => failing(named("AccessDeniedException")), {
      table: { ...tableOf(1), billing: { mode: "on-demand" } },
    });
    expect(await write(4)).toBeLessThanOrEqual(100);
  });
});

describe("lines", () => {
  it("hold those who share one to its own rate beside the table's", async () => {
    const { write } = setUp((clock) => new MemoryPaceItem(clock).storeFor(() => 5), {
      lines: [{ name: "JOB#1", maxWriteUnits: 100 }],
    });
    await write(4);
    const tookMs = await write(20);
    expect(tookMs).toBeGreaterThanOrEqual(4_000);
    expect(tookMs).toBeLessThanOrEqual(5_500);
  });
});

describe("limits of one writer", () => {
  it("are a number of its own, or a part of its time", async () => {
    for (const maxWriteUnits of [100, "20%"] as const) {
      const store = (clock: ManualClock) => new MemoryPaceItem(clock).storeFor(() => 5);
      const { write } = setUp(store, { maxWriteUnits });
      await write(8);
      const tookMs = await write(20);
      expect(tookMs).toBeGreaterThanOrEqual(4_000);
      expect(tookMs).toBeLessThanOrEqual(5_500);
    }
  });
});

describe("closing", () => {
  it("gives back the time that lies ahead, once", async () => {
    let item: MemoryPaceItem | undefined;
    const { clock, pacer, write } = setUp((own) => {
      item = new MemoryPaceItem(own);
      return item.storeFor(() => 5);
    });
    await write(60);
    await clock.run(pacer.close());
    const nowMs = clock.now();
    expect(item?.item?.soldUntil[""]).toBeLessThanOrEqual(nowMs + 1);
    const writes = item?.writesMs.length;
    await clock.run(pacer.close());
    expect(item?.writesMs.length).toBe(writes);
  });
});
