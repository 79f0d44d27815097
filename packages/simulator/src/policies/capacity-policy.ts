import type { CapacityRequest, CapacityView } from "@spillway/capacity";

/** Why an UpdateTable was refused. */
export type UpdateRefusal =
  | { readonly code: "ResourceInUseException" }
  | { readonly code: "LimitExceededException"; readonly nextDecreaseAtMs: number }
  | { readonly code: "ValidationException"; readonly message: string };

/** What was throttled for lack of provisioned capacity. */
export interface ThrottledAccess {
  /** The index's name, or `TABLE_RESOURCE`. */
  readonly resource: string;
  readonly access: "read" | "write";
}

/**
 * Who steers a table's capacity. It may keep what it learns between two calls; one object serves one
 * simulation.
 *
 * A view, with all that is in it, is good for the call that it came with: its minutes are a window that
 * moves on. What a policy wants to remember it copies.
 */
export interface CapacityPolicy {
  /** As reports name it. */
  readonly name: string;
  readonly billing: "provisioned" | "on-demand";
  /** How often it looks at metrics, in milliseconds, whole seconds; undefined: never. */
  readonly looksEveryMs?: number;
  /**
   * How old the youngest minute is that it sees, counted from that minute's end, in milliseconds. Default
   * 60,000.
   */
  readonly metricDelayMs?: number;
  /** The most minutes that it is shown. Default 21,600, the 15 days that CloudWatch keeps minutes for. */
  readonly seesMinutes?: number;
  /** Asked at each look: what it would send to UpdateTable, one after the other. */
  decide?(view: CapacityView): readonly CapacityRequest[];
  /**
   * Asked when reads or writes were throttled, for who sees it as it happens: a wrapped client. Minutes
   * are empty. It is asked in the first throttled second of a minute, and of what
   * follows the first second after an UPDATING.
   */
  readonly throttled?:
    | ((view: CapacityView, throttled: readonly ThrottledAccess[]) => readonly CapacityRequest[])
    | undefined;
  /** Told that a request was taken: UpdateTable answered, and the table is UPDATING. */
  taken?(request: CapacityRequest, nowMs: number): void;
  /** Told that a request was refused. */
  refused?(request: CapacityRequest, refusal: UpdateRefusal, nowMs: number): void;
}
