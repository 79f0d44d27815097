import { TABLE_RESOURCE } from "@spillway/capacity";
import type { Access } from "../rules/scaling-decision.ts";
import { commandTargets, tableNameOf } from "../throttles/command-targets.ts";
import { type Fields, fieldsOf } from "../throttles/fields.ts";
import type { SentCommand } from "../throttles/throttle.ts";

/** Seconds that are looked back on. */
const SECONDS = 10;

/** Units of the last seconds, by second. */
type Seconds = Map<number, number>;

/**
 * What this process consumed of tables in the last seconds, from the `ConsumedCapacity` of answers. It
 * is asked for only of tables that were throttled without a reason: elsewhere nothing needs it.
 */
export class ConsumptionMeter {
  readonly #tables = new Map<string, Map<string, Seconds>>();

  /** Begins to measure a table. */
  begin(table: string): void {
    if (!this.#tables.has(table)) this.#tables.set(table, new Map());
  }

  /** Whether a command touches a table that is measured. */
  wants(sent: SentCommand): boolean {
    if (this.#tables.size === 0) return false;
    return commandTargets(sent).some(({ table }) => this.#tables.has(table));
  }

  /**
   * Counts an answer's `ConsumedCapacity`.
   *
   * @param nowMs the time in milliseconds
   */
  count(access: Access, consumed: unknown, nowMs: number): void {
    for (const one of Array.isArray(consumed) ? consumed : [consumed]) {
      const ofTable = fieldsOf(one);
      const parts = this.#tables.get(tableNameOf(String(ofTable.TableName)));
      if (parts === undefined) continue;
      add(parts, TABLE_RESOURCE, access, nowMs, fieldsOf(ofTable.Table ?? ofTable));
      for (const [index, units] of Object.entries(fieldsOf(ofTable.GlobalSecondaryIndexes))) {
        add(parts, index, access, nowMs, fieldsOf(units));
      }
    }
  }

  /** The most units that were consumed in one of the last seconds; undefined where nothing is known. */
  peak(table: string, resource: string, access: Access, nowMs: number): number | undefined {
    const seconds = this.#tables.get(table)?.get(`${access} ${resource}`);
    const first = secondOf(nowMs) - SECONDS;
    const recent = [...(seconds ?? [])].filter(([second]) => second > first);
    return recent.length === 0 ? undefined : Math.max(...recent.map(([, units]) => units));
  }
}

function add(
  parts: Map<string, Seconds>,
  resource: string,
  access: Access,
  nowMs: number,
  { CapacityUnits: units }: Fields,
): void {
  if (typeof units !== "number") return;
  const name = `${access} ${resource}`;
  const seconds: Seconds = parts.get(name) ?? new Map();
  parts.set(name, seconds);
  const second = secondOf(nowMs);
  seconds.set(second, (seconds.get(second) ?? 0) + units);
  if (seconds.size <= SECONDS) return;
  for (const old of seconds.keys()) if (old <= second - SECONDS) seconds.delete(old);
}

function secondOf(nowMs: number): number {
  return Math.floor(nowMs / 1_000);
}
