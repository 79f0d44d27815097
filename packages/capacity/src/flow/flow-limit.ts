import { TABLE_RESOURCE } from "../scaling/capacity-view.ts";
import type { Billing } from "../table/table-shape.ts";
import { type ThrottlingReason, throttlingReason } from "../throttling-reason.ts";
import { FlowGrowth } from "./flow-growth.ts";

/** A table or global index, and what one request of a flow takes of it. */
export interface FlowPart {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly billing: Billing;
  /** Units that one request takes, 0 or more. */
  readonly units: number;
}

/** The read or the write capacity of a table or global index, which a flow may run short of. */
export interface FlowLimit {
  readonly resource: string;
  readonly access: "Read" | "Write";
  /** Units that one request takes. */
  readonly units: number;
  /** On demand only: how its limit grows. */
  readonly growth: FlowGrowth | undefined;
  /** Units a second that it gives when it begins. */
  readonly firstRate: number;
}

/** @param sustainedUnits write units a second that an on-demand table sustains at once */
export function flowLimit(
  { resource, billing, units }: FlowPart,
  access: "Read" | "Write",
  sustainedUnits: number | undefined,
): FlowLimit {
  const limit = { resource, access, units };
  if (billing.mode === "provisioned") {
    const provisioned = access === "Write" ? billing.writeUnits : billing.readUnits;
    return { ...limit, growth: undefined, firstRate: givenUnits(provisioned) };
  }
  // Reads on demand are limited by nothing but their owner's maximum.
  const growth =
    access === "Write"
      ? new FlowGrowth(billing.maxWriteUnits, sustainedUnits)
      : new FlowGrowth(billing.maxReadUnits, Number.POSITIVE_INFINITY);
  const firstRate =
    access === "Write" ? growth.limit : (billing.maxReadUnits ?? Number.POSITIVE_INFINITY);
  return { ...limit, growth, firstRate };
}

/** An engine may say 0 where DynamoDB's least is 1. */
export function givenUnits(provisioned: number): number {
  return Math.max(1, provisioned);
}

/** DynamoDB's reason for what a limit could not give. */
export function reasonOf({ resource, access, growth }: FlowLimit): ThrottlingReason {
  const on = resource === TABLE_RESOURCE ? "Table" : "Index";
  return throttlingReason({ on, access }, growth?.cause ?? "ProvisionedThroughputExceeded");
}
