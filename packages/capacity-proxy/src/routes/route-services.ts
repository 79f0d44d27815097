import type { Clock } from "@spillway/pacing";
import type { TableCatalog } from "./table-catalog.ts";
import type { Upstream } from "./upstream.ts";
import type { UsageLedger } from "./usage-ledger.ts";

/** What answering a request takes. */
export interface RouteServices {
  readonly upstream: Upstream;
  readonly catalog: TableCatalog;
  readonly ledger: UsageLedger;
  readonly clock: Clock;
  /** Whether the items that a write changes are read first. */
  readonly readOldItems: boolean;
}
