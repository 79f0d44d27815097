import type { Workload } from "../../src/index.ts";

/** Writes of a workload in all. */
export function writesOf(load: Workload): number {
  if (load.kind === "bulk") return load.items;
  const { writes, stepSeconds } = load.pattern;
  return Array.from(writes).reduce((sum, rate) => sum + rate * stepSeconds, 0);
}
