import type { MeteredResource, ProvisionedUnits } from "@spillway/capacity";
import type { UsageCounts, UsageEvent } from "./usage-event.ts";

/** What happened to a resource, to be added to its second. */
export interface Usage {
  readonly writeUnits?: number;
  readonly readUnits?: number;
  /** Reasons of refused writes, one an item. */
  readonly refusedWrites?: readonly string[];
  /** Reasons of refused reads, one a request. */
  readonly refusedReads?: readonly string[];
  /** The operation, when the whole request was refused. */
  readonly refusedRequest?: string;
}

interface MutableCounts extends UsageCounts {
  consumedWriteUnits: number;
  consumedReadUnits: number;
  writeThrottleEvents: number;
  readThrottleEvents: number;
  throttledRequests: Record<string, number>;
  throttlesByReason: Record<string, number>;
}

interface Line {
  readonly resource: MeteredResource;
  readonly counts: MutableCounts;
}

/**
 * Adds up what was used, by second and resource, and in all.
 *
 * @example
 * const ledger = new UsageLedger(() => ({ writeUnits: 25 }));
 * ledger.record(1_500, { region: "us-east-1", table: "Orders" }, { writeUnits: 3 });
 * ledger.drain(2_000); // → [{ at: 1000, table: "Orders", consumedWriteUnits: 3, … }]
 */
export class UsageLedger {
  readonly #provisioned: (resource: MeteredResource) => ProvisionedUnits;
  readonly #seconds = new Map<number, Map<string, Line>>();
  readonly #totals = new Map<string, Line>();

  /** @param provisioned tells a resource's provisioned capacity when its second is handed out */
  constructor(provisioned: (resource: MeteredResource) => ProvisionedUnits) {
    this.#provisioned = provisioned;
  }

  /** Adds to the second that `nowMs` is in. */
  record(nowMs: number, resource: MeteredResource, usage: Usage): void {
    const second = Math.floor(nowMs / 1_000) * 1_000;
    let lines = this.#seconds.get(second);
    if (lines === undefined) {
      lines = new Map();
      this.#seconds.set(second, lines);
    }
    add(lineOf(lines, resource), usage);
    add(lineOf(this.#totals, resource), usage);
  }

  /** Hands out every second that has ended by `nowMs`, each once, oldest first. */
  drain(nowMs: number): readonly UsageEvent[] {
    const ended = [...this.#seconds.keys()].filter((second) => second + 1_000 <= nowMs);
    return ended
      .sort((a, b) => a - b)
      .flatMap((second) => {
        const lines = [...(this.#seconds.get(second)?.values() ?? [])];
        this.#seconds.delete(second);
        return lines.map((line) => this.#event(second, line));
      });
  }

  /** Everything since the start; `at` is 0. */
  totals(): readonly UsageEvent[] {
    return [...this.#totals.values()].map((line) => this.#event(0, line));
  }

  #event(at: number, { resource, counts }: Line): UsageEvent {
    const { writeUnits, readUnits } = this.#provisioned(resource);
    return {
      at,
      ...resource,
      ...structuredClone(counts),
      ...(writeUnits === undefined ? {} : { provisionedWriteUnits: writeUnits }),
      ...(readUnits === undefined ? {} : { provisionedReadUnits: readUnits }),
    };
  }
}

function lineOf(lines: Map<string, Line>, resource: MeteredResource): Line {
  const key = `${resource.region}/${resource.table}/${resource.index ?? ""}`;
  const found = lines.get(key);
  if (found !== undefined) return found;
  const line: Line = {
    resource,
    counts: {
      consumedWriteUnits: 0,
      consumedReadUnits: 0,
      writeThrottleEvents: 0,
      readThrottleEvents: 0,
      throttledRequests: {},
      throttlesByReason: {},
    },
  };
  lines.set(key, line);
  return line;
}

function add({ counts }: Line, usage: Usage): void {
  const { refusedWrites = [], refusedReads = [], refusedRequest } = usage;
  counts.consumedWriteUnits += usage.writeUnits ?? 0;
  counts.consumedReadUnits += usage.readUnits ?? 0;
  counts.writeThrottleEvents += refusedWrites.length;
  counts.readThrottleEvents += refusedReads.length;
  for (const reason of [...refusedWrites, ...refusedReads])
    countUp(counts.throttlesByReason, reason);
  if (refusedRequest !== undefined) countUp(counts.throttledRequests, refusedRequest);
}

function countUp(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
