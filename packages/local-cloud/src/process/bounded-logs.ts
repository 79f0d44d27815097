import { copyFile, readdir, stat, truncate } from "node:fs/promises";
import path from "node:path";
import type { ErrorReport } from "../error-report.ts";

const MAX_BYTES = 10 * 1024 * 1024;
const LOOK_EVERY_MS = 10_000;

export interface BoundedLogsOptions {
  /** A folder whose `*.log` files are looked after. */
  readonly folder: string;
  /** Folders of which everything below them is looked after too. */
  readonly trees: readonly string[];
  readonly onError: ErrorReport;
  /** Default 10 MiB. */
  readonly maxBytes?: number;
}

/**
 * Keeps log files bounded: one that has grown beyond the limit becomes `<name>.log.1`, in place of the one
 * before, and begins anew. It is copied and cut rather than renamed, since its writer, moto or this process
 * started by another, holds it open: whoever writes must append.
 */
export class BoundedLogs {
  readonly #options: BoundedLogsOptions;
  readonly #timer: NodeJS.Timeout;

  constructor(options: BoundedLogsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => {
      this.look().catch((error) => options.onError("log files were not looked after", error));
    }, LOOK_EVERY_MS).unref();
  }

  /** Looks at every file now. */
  async look(): Promise<void> {
    const { folder, trees } = this.#options;
    await this.#lookIn(folder, false);
    for (const tree of trees) await this.#lookIn(tree, true);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  async #lookIn(folder: string, recursive: boolean): Promise<void> {
    const { maxBytes = MAX_BYTES } = this.#options;
    const names = await readdir(folder, { recursive }).catch(() => []);
    for (const name of names.filter((one) => one.endsWith(".log"))) {
      const file = path.join(folder, name);
      const { size } = await stat(file).catch(() => ({ size: 0 }));
      if (size <= maxBytes) continue;
      await copyFile(file, `${file}.1`);
      await truncate(file);
    }
  }
}
