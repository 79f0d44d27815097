import { BURST_SECONDS } from "@spillway/capacity";
import type { Clock } from "@spillway/pacing";
import { capacityProxyError } from "./capacity-proxy-error.ts";
import type { Faults } from "./faults/faults.ts";
import { DECREASE_RULES, type ProxyDecreaseRule } from "./updates/changes-made.ts";
import type { UpdateStore } from "./updates/table-updates.ts";
import type { UsageEvent } from "./usage/usage-event.ts";

/** How the proxy is to be. Only `target` is required. */
export interface CapacityProxyOptions {
  /** The DynamoDB endpoint behind it, `http://` or `https://`, without a path. */
  readonly target: string;
  /** Port to listen on, 0 to 65535; default 0: a free one. */
  readonly port?: number;
  /** Address to listen on; default 127.0.0.1. */
  readonly host?: string;
  /** Seconds of unused capacity that a table or index may save, 0 to 300; default 300 as in DynamoDB. */
  readonly burstSeconds?: number;
  /**
   * Reads the old items before each write, so that units are exact where they depend on them, before
   * the write is admitted and for batches and transactions too. Costs a read for each write request.
   * Default false: single writes are settled by the old item that the engine returns.
   */
  readonly readOldItems?: boolean;
  /** How long a table's description is trusted, in milliseconds, at least 0; default 5,000. */
  readonly describeEveryMs?: number;
  /** Seconds that a table stays UPDATING while its capacity changes, at least 0; default 0: it changes at once. */
  readonly updatingSeconds?: number;
  /** How often capacity may be decreased; default `unlimited`. */
  readonly decreaseRule?: ProxyDecreaseRule;
  /** Keeps updates that go on and decreases that were made; default until the proxy is closed. */
  readonly updateStore?: UpdateStore;
  /** What goes wrong on purpose; default nothing. */
  readonly faults?: Faults;
  /** Default the machine's clock. */
  readonly clock?: Clock;
  /**
   * Called once a second with what was used in the seconds that have ended, one event for each
   * second and table or index with any use, and once more at `close` with the rest. Must not throw.
   */
  readonly onMetrics?: (events: readonly UsageEvent[]) => void;
}

/** A proxy that listens. */
export interface CapacityProxy {
  /** For example `http://127.0.0.1:8001`. */
  readonly url: string;
  /** Sums since the start, one event for each table and index; `at` is 0. */
  metrics(): readonly UsageEvent[];
  /** Stops listening, cuts what is open and hands out the last metrics. */
  close(): Promise<void>;
}

/**
 * Checks the options that a person may have typed, and reads the target.
 *
 * @throws CAPACITY_PROXY_OPTIONS_INVALID
 */
export function targetUrl(options: CapacityProxyOptions): URL {
  const { target, port = 0, burstSeconds = BURST_SECONDS, describeEveryMs = 0 } = options;
  const { updatingSeconds = 0, decreaseRule = "unlimited" } = options;
  const url = URL.canParse(target) ? new URL(target) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw invalid(`expected target to be an http or https address; came "${target}"`);
  }
  if (url.pathname !== "/" || url.search !== "") {
    throw invalid(`expected target without a path; came "${target}"`);
  }
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
    throw invalid(`expected port from 0 to 65535; came ${port}`);
  }
  if (!(burstSeconds >= 0 && burstSeconds <= BURST_SECONDS)) {
    throw invalid(`expected burstSeconds from 0 to ${BURST_SECONDS}; came ${burstSeconds}`);
  }
  if (!(describeEveryMs >= 0)) {
    throw invalid(`expected describeEveryMs of at least 0; came ${describeEveryMs}`);
  }
  if (!(updatingSeconds >= 0)) {
    throw invalid(`expected updatingSeconds of at least 0; came ${updatingSeconds}`);
  }
  if (!DECREASE_RULES.includes(decreaseRule)) {
    throw invalid(`expected decreaseRule of ${DECREASE_RULES.join("; ")}; came ${decreaseRule}`);
  }
  return url;
}

function invalid(message: string) {
  return capacityProxyError("CAPACITY_PROXY_OPTIONS_INVALID", message, {
    hint: "For example target http://127.0.0.1:8000, port 8001, burstSeconds 300.",
  });
}
