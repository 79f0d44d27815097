import type { Clock } from "@spillway/pacing";
import type { Answer } from "../http/answer.ts";
import type { JsonObject } from "../http/wire-json.ts";
import { type AskedChange, isSame } from "./asked-changes.ts";
import {
  type ChangesMade,
  canBeMade,
  noChanges,
  type ProxyDecreaseRule,
  withChange,
  withChangesTold,
} from "./changes-made.ts";
import { throughputsOf, withThroughputs } from "./described-table.ts";
import { noDecreaseLeftAnswer } from "./update-refusals.ts";

/** Where what is known of updates is kept, as text by table. A `Map` is one. */
export interface UpdateStore {
  get(key: string): string | undefined;
  set(key: string, text: string): unknown;
  delete(key: string): unknown;
}

/** How updates of a table's capacity go. */
export interface TableUpdatesOptions {
  readonly clock: Clock;
  /** How long a table stays UPDATING. */
  readonly updatingMs: number;
  readonly rule: ProxyDecreaseRule;
  readonly store: UpdateStore;
}

/** What is kept of a table; plain JSON. */
interface KeptUpdates {
  /** Another table of the same name has another one. */
  readonly createdAt: unknown;
  readonly made: Readonly<Record<string, ChangesMade>>;
  /** Until when the table is UPDATING, and what was in force when that began, of what is changed. */
  readonly updating?: {
    readonly untilMs: number;
    readonly before: Readonly<Record<string, JsonObject>>;
  };
}

/**
 * What DynamoDB knows of updates of a table's capacity, and the engine does not: that they take their
 * time, and how many decreases there were.
 *
 * The engine has the new capacity as soon as it is asked; until the time is over, this puts the old one
 * in its place wherever a table is described.
 */
export class TableUpdates {
  readonly #options: TableUpdatesOptions;
  /** Tables whose UpdateTable the engine has not answered yet. */
  readonly #inFlight = new Set<string>();

  constructor(options: TableUpdatesOptions) {
    this.#options = options;
  }

  /** Whether the table can't be changed now. */
  isUpdating(key: string): boolean {
    if (this.#inFlight.has(key)) return true;
    return this.#options.clock.now() < (this.#kept(key)?.updating?.untilMs ?? 0);
  }

  /** When what is in force changes by itself, in milliseconds; undefined: not soon. */
  changesAtMs(key: string): number | undefined {
    const untilMs = this.#kept(key)?.updating?.untilMs;
    return untilMs !== undefined && this.#options.clock.now() < untilMs ? untilMs : undefined;
  }

  /**
   * A table's description as DynamoDB gives it: with the capacity that is in force, and UPDATING where
   * that is about to change.
   *
   * @param description what the engine says
   */
  inForce(key: string, description: JsonObject): JsonObject {
    const nowMs = this.#options.clock.now();
    const kept = this.#of(key, description);
    const before = this.isUpdating(key) ? kept?.updating?.before : undefined;
    const told = withThroughputs(description, (resource, throughput) => {
      const old = before?.[resource];
      if (old !== undefined) return { throughput: old, isUpdating: true };
      const made = kept?.made[resource];
      return { throughput: withChangesTold(throughput, made, nowMs), isUpdating: false };
    });
    // A change of an index makes its table UPDATING too.
    const isActive = told.TableStatus === "ACTIVE";
    return before !== undefined && isActive ? { ...told, TableStatus: "UPDATING" } : told;
  }

  /** DynamoDB's refusal of changes of which one takes a decrease where none is left: of all of them. */
  refusalOf(
    key: string,
    description: JsonObject,
    changes: readonly AskedChange[],
  ): Answer | undefined {
    const { clock, rule } = this.#options;
    if (rule === "unlimited") return undefined;
    const nowMs = clock.now();
    const made = this.#of(key, description)?.made ?? {};
    for (const change of changes) {
      const before = made[change.resource] ?? noChanges(nowMs);
      if (!canBeMade(before, change, nowMs, rule)) return noDecreaseLeftAnswer(before, nowMs, rule);
    }
    return undefined;
  }

  /**
   * Begins an update that the engine is about to be asked for. From here on the table is UPDATING, if
   * its capacity or an index's is to change.
   *
   * @param description what the engine says before it
   * @returns to be called with whether the engine has done it
   */
  begin(
    key: string,
    description: JsonObject,
    changes: readonly AskedChange[],
  ): (isDone: boolean) => void {
    const { clock, updatingMs, rule, store } = this.#options;
    if (changes.length === 0) return () => {};
    const nowMs = clock.now();
    const text = store.get(key);
    const made = { ...this.#of(key, description)?.made };
    const throughputs = throughputsOf(this.inForce(key, description));
    const before: Record<string, JsonObject> = {};
    for (const change of changes.filter((one) => !isSame(one))) {
      const { resource } = change;
      made[resource] = withChange(made[resource] ?? noChanges(nowMs), change, nowMs, rule);
      before[resource] = throughputs[resource] ?? {};
    }
    const updating = { untilMs: nowMs + updatingMs, before };
    this.#keep(key, { createdAt: description.CreationDateTime, made, updating });
    this.#inFlight.add(key);
    return (isDone) => {
      this.#inFlight.delete(key);
      if (isDone) return;
      if (text === undefined) store.delete(key);
      else store.set(key, text);
    };
  }

  /** Forgets an index that is deleted: another one of its name has made no change. */
  forgetIndexes(key: string, indexes: readonly string[]): void {
    const kept = this.#kept(key);
    if (kept === undefined || indexes.length === 0) return;
    const others = Object.entries(kept.made).filter(([name]) => !indexes.includes(name));
    this.#keep(key, { ...kept, made: Object.fromEntries(others) });
  }

  /** Forgets a table that is deleted. */
  forget(key: string): void {
    this.#options.store.delete(key);
  }

  #of(key: string, { CreationDateTime }: JsonObject): KeptUpdates | undefined {
    const kept = this.#kept(key);
    return kept?.createdAt === CreationDateTime ? kept : undefined;
  }

  #kept(key: string): KeptUpdates | undefined {
    const text = this.#options.store.get(key);
    return text === undefined ? undefined : (JSON.parse(text) as KeptUpdates);
  }

  #keep(key: string, kept: KeptUpdates): void {
    this.#options.store.set(key, JSON.stringify(kept));
  }
}
