import type { TestTableOptions } from "@spillway/testkit";
import { everyFifthLarge, type PacedItem, spread } from "./pacing-items.ts";
import { naive, type PacingRun, paced } from "./pacing-writers.ts";

/** One way to write into one table. */
export interface PacingCase {
  readonly name: string;
  readonly table: TestTableOptions & { readonly writeUnits: number };
  /** Seconds of unused capacity that the table saves; at least one second's worth it always has. */
  readonly burstSeconds: number;
  readonly write: (run: PacingRun) => Promise<void>;
  readonly items: () => Iterator<PacedItem, undefined>;
}

const BOTTLENECK = {
  keys: ["pk:S", "sk:N"],
  writeUnits: 500,
  globalIndexes: { byEmail: { keys: ["email:S"], writeUnits: 300 } },
} satisfies TestTableOptions;
const WIDE = { keys: ["pk:S", "sk:N"], writeUnits: 2_000 } satisfies TestTableOptions;
/** A batch of 25 takes five seconds' worth. */
const SLOW = { keys: ["pk:S", "sk:N"], writeUnits: 5 } satisfies TestTableOptions;

export const PACING_CASES: readonly PacingCase[] = [
  { name: "paced", table: BOTTLENECK, burstSeconds: 300, write: paced, items: spread },
  { name: "naive", table: BOTTLENECK, burstSeconds: 300, write: naive, items: spread },
  {
    name: "paced, no hot key",
    table: WIDE,
    burstSeconds: 300,
    write: paced,
    items: () => everyFifthLarge(false),
  },
  {
    name: "paced, hot key",
    table: WIDE,
    burstSeconds: 300,
    write: paced,
    items: () => everyFifthLarge(true),
  },
  {
    name: "naive, hot key",
    table: WIDE,
    burstSeconds: 300,
    write: naive,
    items: () => everyFifthLarge(true),
  },
  { name: "paced, slow table", table: SLOW, burstSeconds: 1, write: paced, items: spread },
  { name: "naive, slow table", table: SLOW, burstSeconds: 1, write: naive, items: spread },
];
