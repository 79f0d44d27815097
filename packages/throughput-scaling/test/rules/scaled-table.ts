import {
  type CapacityRequest,
  type CapacityUnits,
  type CapacityView,
  type DecreaseCount,
  type DecreaseRule,
  type MinuteUsage,
  makeDecrease,
  nextDecreaseAt,
  noDecreases,
  type ResourceView,
} from "@spillway/capacity";
import { MINUTE_MS, type Use } from "./views.ts";

/** Why the table refuses a request, as UpdateTable does. */
export interface TableRefusal {
  readonly nextDecreaseAtMs?: number;
}

interface Resource {
  provisioned: CapacityUnits;
  decreases: DecreaseCount;
  minutes: MinuteUsage[];
}

/** A table by minutes: it gives what is provisioned, without burst, and counts decreases as DynamoDB does. */
export class ScaledTable {
  readonly #resources = new Map<string, Resource>();
  readonly #rule: DecreaseRule;
  nowMs: number;
  isUpdating = false;

  constructor(
    nowMs: number,
    provisioned: Readonly<Record<string, CapacityUnits>>,
    rule: DecreaseRule = "four and one an hour",
  ) {
    this.nowMs = nowMs;
    this.#rule = rule;
    for (const [name, own] of Object.entries(provisioned)) {
      this.#resources.set(name, {
        provisioned: own,
        decreases: noDecreases(nowMs),
        minutes: [],
      });
    }
  }

  /** A minute passes in which so much is wanted. */
  pass(wanted: Readonly<Record<string, Use>>): void {
    for (const [name, resource] of this.#resources) {
      const { readUnits, writeUnits } = resource.provisioned;
      const { read = 0, write = 0 } = wanted[name] ?? {};
      const consumed = {
        readUnits: Math.min(read, readUnits) * 60,
        writeUnits: Math.min(write, writeUnits) * 60,
      };
      const throttled = {
        reads: read * 60 - consumed.readUnits,
        writes: write * 60 - consumed.writeUnits,
      };
      resource.minutes.push({ startMs: this.nowMs, consumed, throttled });
      if (resource.minutes.length > 20) resource.minutes.shift();
    }
    this.nowMs += MINUTE_MS;
    this.isUpdating = false;
  }

  view(): CapacityView {
    const resources = new Map<string, ResourceView>();
    for (const [name, { provisioned, minutes }] of this.#resources) {
      // The last minute is not in CloudWatch yet.
      resources.set(name, { provisioned, minutes: minutes.slice(0, -1) });
    }
    return { nowMs: this.nowMs, isUpdating: this.isUpdating, resources };
  }

  /** Done whole, or refused whole. @param takesTime whether the table is then UPDATING until the minute's end */
  update(request: CapacityRequest, takesTime = false): TableRefusal | undefined {
    if (this.isUpdating) return {};
    const lowered = request.changes.filter(({ resource, to }) => {
      const from = this.#of(resource).provisioned;
      return to.readUnits < from.readUnits || to.writeUnits < from.writeUnits;
    });
    for (const { resource } of lowered) {
      const { decreases } = this.#of(resource);
      const nextMs = nextDecreaseAt(decreases, this.nowMs, this.#rule);
      if (nextMs > this.nowMs) return { nextDecreaseAtMs: nextMs };
    }
    for (const { resource } of lowered) this.spend(resource);
    for (const { resource, to } of request.changes) this.#of(resource).provisioned = to;
    this.isUpdating = takesTime;
    return undefined;
  }

  /** A decrease that somebody else makes: it is counted, and changes nothing else. */
  spend(resource: string): void {
    const own = this.#of(resource);
    own.decreases = makeDecrease(own.decreases, this.nowMs, this.#rule) ?? own.decreases;
  }

  provisioned(resource: string): CapacityUnits {
    return this.#of(resource).provisioned;
  }

  #of(resource: string): Resource {
    const found = this.#resources.get(resource);
    if (found === undefined) throw new Error(`the table has no ${resource}`);
    return found;
  }
}
