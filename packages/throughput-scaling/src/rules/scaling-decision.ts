import type { CapacityRequest, CapacityUnits, DecreaseCount } from "@spillway/capacity";

/** Which of a resource's two capacities. */
export type Access = "read" | "write";

/** Why a capacity is changed, or is not. */
export type ScalingReason =
  | "throttled" // provisioned capacity was the cause
  | "consumption" // more than the target of it is used
  | "predicted" // it was used so at this time before
  | "quiet" // it was not needed for the delay
  | "baseline changed"
  | "maximum changed"
  | "at the maximum" // more would help, and is not allowed
  | "decreases kept" // a decrease would not be worth one of those that are left
  | "decreases used up"
  | "table updating"
  | "asked for"; // by a person

/** One read or write capacity, and what became of it. */
export interface ScalingStep {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: Access;
  readonly from: number;
  /** The same as `from` where nothing is changed. */
  readonly to: number;
  readonly reason: ScalingReason;
  /** The same for a person, in one sentence with its numbers. */
  readonly because: string;
}

/** What is remembered of a table between two decisions; a JSON document. */
export interface ScalingMemory {
  /** By the index's name, or `TABLE_RESOURCE`. */
  readonly resources: Readonly<Record<string, ResourceMemory>>;
}

/** What is remembered of a table or index. */
export interface ResourceMemory {
  readonly decreases: DecreaseCount;
  /** Until when DynamoDB allows no decrease, as its refusal said, in milliseconds. */
  readonly noDecreaseBeforeMs?: number;
  /** When capacity was last raised, in milliseconds. */
  readonly raisedAtMs?: number;
  /** The highest that it was raised to in the last day. */
  readonly highest?: HighestCapacity;
  /** The baseline that was last followed. */
  readonly base?: CapacityUnits;
}

/** The highest capacity of some time. */
export interface HighestCapacity extends CapacityUnits {
  /** When it was raised to it, in milliseconds. */
  readonly atMs: number;
}

/** What is to be done now. */
export interface ScalingDecision {
  /** Requests to UpdateTable, one after the other; none when nothing is to be changed. */
  readonly requests: readonly CapacityRequest[];
  /** What is changed and why; and what is not though it would help or be cheaper. */
  readonly steps: readonly ScalingStep[];
}
