import { startCapacityProxy } from "@spillway/capacity-proxy";
import { dynamoDbLocalEndpoint, isFullSize } from "@spillway/testkit";
import { expect, it } from "vitest";
import { checkRace } from "../../src/carts/races/check/check-race.ts";
import { ledgerContender } from "../../src/carts/races/run/ledger-contender.ts";
import { runRace } from "../../src/carts/races/run/run-race.ts";

it("keeps every unit in one place while many change the same carts, requests fail and processes die", async () => {
  const stillEndpoint = dynamoDbLocalEndpoint();
  const proxy = await startCapacityProxy({
    ...{ target: stillEndpoint, burstSeconds: 0 },
    faults: { serverErrorRate: 0.05, dropRate: 0.05 },
  });
  try {
    const { race, tally } = await runRace({
      ...{ contender: ledgerContender, endpoint: proxy.url, stillEndpoint },
      ...(isFullSize()
        ? { operations: 20_000, clients: 64, users: 200, writeUnits: 500 }
        : { operations: 800, clients: 12, users: 16, writeUnits: 150 }),
      deathRate: 0.05,
    });
    const { units, violations } = checkRace(race);
    expect(violations).toEqual([]);
    // The race was one: of everything something happened.
    expect(Math.min(...Object.values(units))).toBeGreaterThan(0);
    expect(units.ordered + units.removed + units.expired + units.inCart).toBe(units.came);
    expect(tally.deaths).toBeGreaterThan(0);
    expect([...tally.refused.keys()]).toEqual(
      expect.arrayContaining(["IDEMPOTENCY_KEY_REUSED", "PRICES_CHANGED"]),
    );
  } finally {
    await proxy.close();
  }
});
