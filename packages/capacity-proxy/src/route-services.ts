import type { Clock } from "@spillway/pacing";
import type { Upstream } from "./http/upstream.ts";
import type { TableCatalog } from "./tables/table-catalog.ts";
import type { TableUpdates } from "./updates/table-updates.ts";
import type { UsageLedger } from "./usage/usage-ledger.ts";

/** What answering a request takes. */
export interface RouteServices {
  readonly upstream: Upstream;
  readonly catalog: TableCatalog;
  /** Absent where updates take no time and decreases are neither limited nor counted. */
  readonly updates?: TableUpdates | undefined;
  readonly ledger: UsageLedger;
  readonly clock: Clock;
  /** Whether the items that a write changes are read first. */
  readonly readOldItems: boolean;
}
