import { type PolicyRule, ruleKey } from "@spillway/access";
import type { RefusedPermission } from "./access-document.ts";

/** How a permission was used. */
export interface Use {
  readonly uses: number;
  /** Epoch milliseconds. */
  readonly lastUsed: number;
  readonly usedFor: readonly string[];
}

export type Refusal = Omit<RefusedPermission, "count" | "last">;

interface Counted {
  uses: number;
  lastUsed: number;
  readonly usedFor: Set<string>;
}

interface CountedRefusal {
  refusal: Refusal;
  count: number;
  last: number;
}

interface Records {
  readonly used: Map<string, Counted>;
  readonly refused: Map<string, CountedRefusal>;
  refusedBeyond: number;
}

/** Of one role or user no more are kept: whoever is refused for so many reasons has had enough of them. */
const REFUSALS_KEPT = 200;
/** Beyond any policies that IAM takes; a policy that is replaced again and again leaves its rules behind. */
const RULES_KEPT = 5_000;
const ACTIONS_KEPT = 100;

/** Counts by role and user which permissions were used and what was refused. */
export class UsageRecords {
  readonly #now: () => number;
  readonly #records = new Map<string, Records>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The roles and users that did anything. */
  get principals(): readonly string[] {
    return [...this.#records.keys()];
  }

  used(principal: string, action: string, rules: readonly PolicyRule[]): void {
    const { used } = this.#of(principal);
    for (const rule of rules) {
      const key = ruleKey(rule);
      const counted = used.get(key) ?? { uses: 0, lastUsed: 0, usedFor: new Set<string>() };
      counted.uses += 1;
      counted.lastUsed = this.#now();
      if (counted.usedFor.size < ACTIONS_KEPT) counted.usedFor.add(action);
      if (used.size < RULES_KEPT) used.set(key, counted);
    }
  }

  refused(principal: string, refusal: Refusal): void {
    const records = this.#of(principal);
    const key = `${refusal.action} ${refusal.resource} ${refusal.because}`;
    const counted = records.refused.get(key);
    if (counted !== undefined) {
      counted.count += 1;
      counted.last = this.#now();
      counted.refusal = refusal;
    } else if (records.refused.size < REFUSALS_KEPT) {
      records.refused.set(key, { refusal, count: 1, last: this.#now() });
    } else {
      records.refusedBeyond += 1;
    }
  }

  /** How a permission was used; undefined when it never was. */
  useOf(principal: string, rule: PolicyRule): Use | undefined {
    const counted = this.#records.get(principal)?.used.get(ruleKey(rule));
    return counted && { ...counted, usedFor: [...counted.usedFor].sort() };
  }

  refusalsOf(principal: string): readonly RefusedPermission[] {
    return [...(this.#records.get(principal)?.refused.values() ?? [])].map(
      ({ refusal, count, last }) => ({ ...refusal, count, last: new Date(last).toISOString() }),
    );
  }

  refusedBeyond(principal: string): number {
    return this.#records.get(principal)?.refusedBeyond ?? 0;
  }

  /** How many requests of each role and user were refused; those without any are left out. */
  refusalCounts(): Readonly<Record<string, number>> {
    const counts = [...this.#records].map(([principal, { refused, refusedBeyond }]) => {
      const kept = [...refused.values()].reduce((sum, { count }) => sum + count, 0);
      return [principal, kept + refusedBeyond] as const;
    });
    return Object.fromEntries(counts.filter(([, count]) => count > 0));
  }

  #of(principal: string): Records {
    const known = this.#records.get(principal);
    if (known) return known;
    const records: Records = { used: new Map(), refused: new Map(), refusedBeyond: 0 };
    this.#records.set(principal, records);
    return records;
  }
}
