import { type CapacityUnits, TABLE_RESOURCE } from "@spillway/capacity";
import type { DescribedTable } from "../control/described-table.ts";
import { refuseOnDemand } from "../control/refuse-on-demand.ts";
import { units } from "../rules/units-of.ts";
import { type Consumption, type Judgement, judgeThrottle } from "../throttles/judge-throttle.ts";
import type { SentCommand, ThrottledPart } from "../throttles/throttle.ts";
import { throttledKeys } from "../throttles/throttled-keys.ts";
import type { ScalingServices } from "./scaling-services.ts";

/** Finds out what DynamoDB did not tell: asks it for the table, and whoever knows for the consumption. */
export class ThrottleJudge {
  readonly #services: ScalingServices;

  constructor(services: ScalingServices) {
    this.#services = services;
  }

  /** @throws TABLE_ON_DEMAND, or why the table can't be described */
  async judge(part: ThrottledPart): Promise<readonly Judgement[]> {
    // Nothing has to be asked where the reason tells it all.
    if (part.cause !== undefined) return judgeThrottle(part, NO_TABLE, NO_CONSUMPTION);
    const table = await this.#services.capacity().describe(part.table);
    refuseOnDemand(table);
    return judgeThrottle(part, table, await this.#consumption(part.table, table));
  }

  /** The keys that a command wants of a hot table or index; none where nothing tells them. */
  async keysOf(part: ThrottledPart, sent: SentCommand | undefined): Promise<readonly object[]> {
    if (sent === undefined) return [];
    const table = await this.#services
      .capacity()
      .describe(part.table)
      .catch(() => NO_TABLE);
    // A write need not name an index's key: then its item's names where it is.
    for (const resource of [part.resource, TABLE_RESOURCE]) {
      const of = typeof resource === "string" ? table.resources.get(resource) : undefined;
      const keys = throttledKeys(sent, part.table, of?.partitionKey ?? []);
      if (keys.length > 0) return keys;
    }
    return [];
  }

  async #consumption(name: string, table: DescribedTable): Promise<Consumption> {
    const { meter, usage, clock, logger } = this.#services;
    meter.begin(name);
    const all = new Map<string, Partial<CapacityUnits>>();
    for (const resource of usage === undefined ? [] : table.resources.keys()) {
      const used = await usage?.(name, resource).catch((error: unknown) => {
        logger.warn("consumption not known", { table: name, resource, error });
        return undefined;
      });
      if (used !== undefined) all.set(resource, used);
    }
    const nowMs = clock.now();
    return {
      own: (resource, access) => meter.peak(name, resource, access, nowMs),
      all: (resource, access) => all.get(resource)?.[units(access)],
    };
  }
}

const NO_TABLE: DescribedTable = {
  name: "",
  isOnDemand: false,
  isUpdating: false,
  resources: new Map(),
};
const NO_CONSUMPTION: Consumption = { own: () => undefined, all: () => undefined };
