import type { SinkContext } from "../sink.ts";

/** Remembers which notices were sent. */
export interface NoticeLedger {
  /**
   * Those of some ids that were sent before.
   *
   * @param retry does again what failed with what passes
   */
  sent(ids: readonly string[], retry: SinkContext["retry"]): Promise<ReadonlySet<string>>;
  /** Remembers that notices were sent, for 120 days: what failed after it was announced may be replayed for 90. */
  remember(ids: readonly string[], retry: SinkContext["retry"]): Promise<void>;
}
