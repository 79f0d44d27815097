import type { ResourceView } from "@spillway/capacity";
import type { Access } from "./scaling-decision.ts";
import type { CapacityBounds, TableScaling } from "./table-scaling.ts";

/**
 * What a table or index is expected to be used for, learned from recent weeks.
 *
 * @param aheadMs from now until then, in milliseconds
 * @returns the highest use that is expected in that time, in units a second; 0 where nothing is known
 */
export type ExpectedUse = (resource: string, access: Access, aheadMs: number) => number;

/** One table or index with all that a decision about it needs. */
export interface ResourceCase {
  readonly scaling: TableScaling;
  readonly resource: string;
  readonly seen: ResourceView;
  readonly bounds: CapacityBounds;
  readonly nowMs: number;
  readonly expected: ExpectedUse | undefined;
}
