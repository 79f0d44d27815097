import {
  type CapacityChange,
  type CapacityRequest,
  type CapacitySince,
  type CapacityUnits,
  type DecreaseCount,
  type DecreaseRule,
  makeDecrease,
  nextDecreaseAt,
  noDecreases,
} from "@spillway/capacity";
import type { UpdateRefusal } from "../policies/capacity-policy.ts";

/** How UpdateTable behaves. */
export interface UpdateRules {
  /** How long the table is UPDATING after a request, in milliseconds. */
  readonly updatingMs: number;
  readonly decreaseRule: DecreaseRule;
}

/** What was provisioned, by time, for the bill. */
export interface CapacityHistory {
  readonly read: readonly CapacitySince[];
  readonly write: readonly CapacitySince[];
}

interface Part {
  units: CapacityUnits;
  decreases: DecreaseCount;
  decreasesMade: number;
  increasesMade: number;
  readonly history: { read: CapacitySince[]; write: CapacitySince[] };
}

/** A provisioned table's capacity, and UpdateTable as DynamoDB answers it. */
export class SimulatedTable {
  readonly #rules: UpdateRules;
  readonly #parts = new Map<string, Part>();
  #pending: { readonly fromMs: number; readonly changes: readonly CapacityChange[] } | undefined;

  constructor(capacities: ReadonlyMap<string, CapacityUnits>, rules: UpdateRules, nowMs: number) {
    this.#rules = rules;
    for (const [resource, units] of capacities) {
      this.#parts.set(resource, {
        units,
        decreases: noDecreases(nowMs),
        decreasesMade: 0,
        increasesMade: 0,
        history: {
          read: [{ sinceMs: nowMs, units: units.readUnits }],
          write: [{ sinceMs: nowMs, units: units.writeUnits }],
        },
      });
    }
  }

  /** Until when it is UPDATING, in milliseconds; infinity when it is ACTIVE. */
  get updatingUntilMs(): number {
    return this.#pending?.fromMs ?? Number.POSITIVE_INFINITY;
  }

  get isUpdating(): boolean {
    return this.#pending !== undefined;
  }

  /** The capacity that is in force. */
  capacity(resource: string): CapacityUnits {
    return this.#parts.get(resource)?.units ?? { readUnits: 0, writeUnits: 0 };
  }

  /** What became of one table or index so far. */
  of(resource: string): {
    readonly increases: number;
    readonly decreases: number;
    readonly history: CapacityHistory;
  } {
    const part = this.#parts.get(resource);
    return {
      increases: part?.increasesMade ?? 0,
      decreases: part?.decreasesMade ?? 0,
      history: part?.history ?? { read: [], write: [] },
    };
  }

  /**
   * UpdateTable: done whole or refused whole. What it asks for is in force when UPDATING ends; decreases
   * are counted when it is sent, those of the table and of each index apart.
   *
   * @returns why it was refused; undefined when it was taken
   */
  update({ changes }: CapacityRequest, nowMs: number): UpdateRefusal | undefined {
    if (this.#pending !== undefined) return { code: "ResourceInUseException" };
    const message = this.#faultOf(changes);
    if (message !== undefined) return { code: "ValidationException", message };
    const counted: { part: Part; decreases: DecreaseCount }[] = [];
    for (const { resource, to } of changes) {
      const part = this.#parts.get(resource);
      if (part === undefined || !isDecrease(part.units, to)) continue;
      const decreases = makeDecrease(part.decreases, nowMs, this.#rules.decreaseRule);
      if (decreases === undefined) {
        const nextDecreaseAtMs = nextDecreaseAt(part.decreases, nowMs, this.#rules.decreaseRule);
        return { code: "LimitExceededException", nextDecreaseAtMs };
      }
      counted.push({ part, decreases });
    }
    for (const { part, decreases } of counted) {
      part.decreases = decreases;
      part.decreasesMade += 1;
    }
    for (const { resource, to } of changes) {
      const part = this.#parts.get(resource);
      if (part !== undefined && isIncrease(part.units, to)) part.increasesMade += 1;
    }
    this.#pending = { fromMs: nowMs + this.#rules.updatingMs, changes };
    return undefined;
  }

  /** Ends UPDATING where it is time. @returns what is in force from now on; none while nothing changes */
  settle(nowMs: number): readonly CapacityChange[] {
    if (this.#pending === undefined || nowMs < this.#pending.fromMs) return [];
    const { changes } = this.#pending;
    this.#pending = undefined;
    for (const { resource, to } of changes) {
      const part = this.#parts.get(resource);
      if (part === undefined) continue;
      part.units = to;
      part.history.read.push({ sinceMs: nowMs, units: to.readUnits });
      part.history.write.push({ sinceMs: nowMs, units: to.writeUnits });
    }
    return changes;
  }

  #faultOf(changes: readonly CapacityChange[]): string | undefined {
    const isWhole = (units: number) => Number.isInteger(units) && units >= 1;
    if (changes.length === 0) return "expected a change; came none";
    if (new Set(changes.map(({ resource }) => resource)).size < changes.length) {
      return "expected each table and index once; came one twice";
    }
    for (const { resource, to } of changes) {
      const now = this.#parts.get(resource)?.units;
      const name = resource === "" ? "the table" : resource;
      if (now === undefined) return `expected an index of the table; came ${resource}`;
      if (!isWhole(to.readUnits) || !isWhole(to.writeUnits)) {
        return `expected whole units of 1 or more for ${name}; came ${to.readUnits} and ${to.writeUnits}`;
      }
      if (!isDecrease(now, to) && !isIncrease(now, to)) {
        return `expected another capacity for ${name}; came the one that it has`;
      }
    }
    return undefined;
  }
}

function isDecrease(from: CapacityUnits, to: CapacityUnits): boolean {
  return to.readUnits < from.readUnits || to.writeUnits < from.writeUnits;
}

function isIncrease(from: CapacityUnits, to: CapacityUnits): boolean {
  return to.readUnits > from.readUnits || to.writeUnits > from.writeUnits;
}
