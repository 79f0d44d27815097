import { NOTHING_TOLD, type Watch, type WatchStore } from "@spillway/throughput-scaling";

/** Watches in memory. */
export class MemoryWatches implements WatchStore {
  readonly kept = new Map<string, Watch>();

  async read(table: string): Promise<Watch> {
    return this.kept.get(table) ?? NOTHING_TOLD;
  }

  async keep(table: string, watch: Watch): Promise<Watch | undefined> {
    const { version } = this.kept.get(table) ?? NOTHING_TOLD;
    if (version !== watch.version) return undefined;
    const next = { ...watch, version: version + 1 };
    this.kept.set(table, next);
    return next;
  }
}
