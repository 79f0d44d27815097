import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { TwiceQueue } from "./twice-queue.ts";
import type { WorkerAnswer, WorkerSettings, WorkerTask } from "./worker-process.ts";

const IDLE_MS = 25;
/** So often one chunk's workers are killed: each time it is handed on once less. */
const MOST_KILLS = 2;

/** Workers that receive from a queue, each in a process, with another in its place when it was killed. */
export class KillableWorkers {
  /** Workers that were killed while they had a chunk. */
  kills = 0;
  readonly #queue: TwiceQueue;
  readonly #settings: WorkerSettings;
  readonly #program: string;
  readonly #folder: string;
  readonly #busy = new Map<ChildProcess, WorkerTask>();
  readonly #loops: Promise<void>[];
  readonly #killsOfChunks = new Map<number, number>();
  #isOver = false;

  private constructor(
    folder: string,
    { queue, settings, count }: Parameters<typeof KillableWorkers.start>[0],
  ) {
    this.#folder = folder;
    this.#program = join(folder, "worker-process.mjs");
    this.#queue = queue;
    this.#settings = settings;
    this.#loops = Array.from({ length: count }, () => this.#loop());
  }

  static async start(options: {
    readonly queue: TwiceQueue;
    readonly settings: WorkerSettings;
    readonly count: number;
  }): Promise<KillableWorkers> {
    const folder = await mkdtemp(join(tmpdir(), "spillway-killed-"));
    // Bundled: a process that has to read hundreds of files of TypeScript takes seconds to begin.
    await build({
      entryPoints: [fileURLToPath(new URL("./worker-process.ts", import.meta.url))],
      outfile: join(folder, "worker-process.mjs"),
      ...{ bundle: true, platform: "node", format: "esm", target: "node22", logLevel: "error" },
      mainFields: ["module", "main"],
      banner: {
        js: 'import { createRequire as testRequire } from "node:module"; const require = testRequire(import.meta.url);',
      },
    });
    return new KillableWorkers(folder, options);
  }

  /** Kills one that has a chunk, if there is one whose workers were not killed twice before. */
  killOne(): void {
    const writing = [...this.#busy].flatMap(([worker, { body }]) => {
      const { kind, chunk } = JSON.parse(body);
      const isSpared = kind !== "chunk" || (this.#killsOfChunks.get(chunk) ?? 0) >= MOST_KILLS;
      return isSpared ? [] : [{ worker, chunk }];
    });
    const one = writing[Math.floor(Math.random() * writing.length)];
    if (one === undefined || !one.worker.kill("SIGKILL")) return;
    this.kills += 1;
    this.#killsOfChunks.set(one.chunk, (this.#killsOfChunks.get(one.chunk) ?? 0) + 1);
  }

  /** Ends when the queue is empty. */
  async close(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#loops);
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #loop(): Promise<void> {
    let worker: ChildProcess | undefined;
    while (!(this.#isOver && this.#queue.isEmpty)) {
      const task = this.#queue.receive();
      if (task === undefined) {
        await delay(IDLE_MS);
        continue;
      }
      worker ??= fork(this.#program, [JSON.stringify(this.#settings)], {
        env: { PATH: process.env.PATH, POWERTOOLS_METRICS_DISABLED: "true" },
      });
      const answer = await this.#answer(worker, task);
      if (answer === undefined) worker = undefined;
      if (answer === undefined) this.#queue.abandon(task);
      else if (answer.isLater) this.#queue.release(task);
      else this.#queue.delete(task);
    }
    worker?.kill();
  }

  /** Undefined where the worker died. */
  async #answer(worker: ChildProcess, task: WorkerTask): Promise<WorkerAnswer | undefined> {
    const ended = new AbortController();
    const { signal } = ended;
    this.#busy.set(worker, task);
    worker.send(task);
    try {
      return await Promise.race([
        once(worker, "message", { signal }).then(([answer]: WorkerAnswer[]) => answer),
        once(worker, "exit", { signal }).then(([code, killedBy]) => {
          if (killedBy !== "SIGKILL") throw new Error(`a worker ended by itself, with ${code}`);
          return undefined;
        }),
      ]);
    } finally {
      this.#busy.delete(worker);
      ended.abort();
    }
  }
}
