import { decreasesLeft, noDecreases, TABLE_RESOURCE } from "@spillway/capacity";
import type { Telemetry } from "@spillway/lambda-runtime";
import type { ScalingMemory, ScalingStep, TableScaling } from "@spillway/throughput-scaling";

/** Why a capacity is not changed is said again after this time, in milliseconds. */
const SAY_AGAIN_MS = 3_600_000;

/**
 * Logs decisions: each change with its reason; that something is not changed, and why, once an hour while
 * the reason stays the same, since the same is decided each minute.
 */
export class StepLog {
  readonly #logger: Pick<Telemetry["logger"], "info">;
  readonly #scalings: ReadonlyMap<string, TableScaling>;
  readonly #said = new Map<string, { readonly reason: string; readonly atMs: number }>();

  constructor(
    logger: Pick<Telemetry["logger"], "info">,
    scalings: ReadonlyMap<string, TableScaling>,
  ) {
    this.#logger = logger;
    this.#scalings = scalings;
  }

  /**
   * Logs what was decided of one table.
   *
   * @param memory as it was before the steps
   */
  tell(
    table: string,
    outcome: string,
    steps: readonly ScalingStep[],
    memory: ScalingMemory,
    nowMs: number,
  ): void {
    const rule = this.#scalings.get(table)?.decreaseRule;
    for (const { resource, access, from, to, reason, because } of steps) {
      const key = JSON.stringify([table, resource, access]);
      const said = this.#said.get(key);
      if (from === to && said?.reason === reason && nowMs - said.atMs < SAY_AGAIN_MS) continue;
      if (from === to) this.#said.set(key, { reason, atMs: nowMs });
      else this.#said.delete(key);
      const decreases = memory.resources[resource]?.decreases ?? noDecreases(nowMs);
      this.#logger.info(from === to ? "capacity stays" : "capacity", {
        ...{ table, outcome, access, from, to, reason, because },
        ...(resource === TABLE_RESOURCE ? {} : { index: resource }),
        ...(rule === "unlimited" ? {} : { decreasesLeft: decreasesLeft(decreases, nowMs, rule) }),
      });
    }
  }
}
