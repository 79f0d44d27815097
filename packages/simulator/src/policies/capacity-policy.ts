import type { CapacityRequest, CapacityView } from "@spillway/capacity";

/** Why an UpdateTable was refused. */
export type UpdateRefusal =
  | { readonly code: "ResourceInUseException" }
  | { readonly code: "LimitExceededException"; readonly nextDecreaseAtMs: number };

/**
 * Who steers a table's capacity. It may keep what it learns between two calls; one object serves one
 * simulation.
 */
export interface CapacityPolicy {
  /** As reports name it. */
  readonly name: string;
  readonly billing: "provisioned" | "on-demand";
  /** How often it looks at metrics, in milliseconds; undefined: never. */
  readonly looksEveryMs?: number;
  /** How old the youngest minute is that it sees, counted from that minute's end, in milliseconds. */
  readonly metricDelayMs?: number;
  /** Asked at each look: what it would send to UpdateTable, one after the other. */
  decide?(view: CapacityView): readonly CapacityRequest[];
  /** Asked when writes were throttled, for who sees it as it happens: a wrapped client. Minutes are empty. */
  throttled?(view: CapacityView, resources: readonly string[]): readonly CapacityRequest[];
  /** Told that a request was refused. */
  refused?(request: CapacityRequest, refusal: UpdateRefusal, nowMs: number): void;
}
