import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkerAnswer } from "./worker-process.ts";

/** What the workers took together. */
export interface WorkersMeasure {
  /** From the first message to the last answer. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Of the one that took most. */
  readonly peakMemoryMb: number;
  readonly messages: number;
}

/** How a worker is started. */
export interface WorkerProgram {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Messages that any worker may take; more may come while they work. */
export class Messages {
  readonly #waiting: unknown[];
  #onMessage: () => void = () => {};

  constructor(waiting: readonly unknown[] = []) {
    this.#waiting = [...waiting];
  }

  get length(): number {
    return this.#waiting.length;
  }

  add(body: unknown): void {
    this.#waiting.push(body);
    this.#onMessage();
  }

  take(): unknown {
    return this.#waiting.shift();
  }

  whenAdded(call: () => void): void {
    this.#onMessage = call;
  }
}

/** Asked this often whether all is done, where no worker has anything to do. */
const IDLE_MS = 20;

/**
 * Gives workers, each in a process of its own, one message after the other.
 *
 * @param isOver asked when none is left: a message may be on its way
 */
export async function runWorkers(
  count: number,
  { program, args, env }: WorkerProgram,
  messages: Messages,
  isOver: () => Promise<boolean> = async () => true,
): Promise<WorkersMeasure> {
  const workers = Array.from({ length: count }, () =>
    fork(program, [...args], {
      // What it logs costs it something, and is of no interest.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: ["--no-warnings"],
      env: { PATH: process.env.PATH, ...env },
    }),
  );
  await Promise.all(workers.map((worker) => once(worker, "spawn")));
  const startedAt = performance.now();
  try {
    const work = new Work(workers, messages);
    do {
      await work.untilIdle();
      // The last answer's moment counts, not this one's.
    } while (!(await isOver()) && (await delay(IDLE_MS, true)));
    return work.measure(startedAt);
  } finally {
    // What comes from now on is for the workers of the next run.
    messages.whenAdded(() => {});
    for (const worker of workers) worker.kill();
  }
}

/** Who works on which message, and what they have answered. */
class Work {
  readonly #workers: readonly ChildProcess[];
  readonly #messages: Messages;
  readonly #busy = new Map<ChildProcess, unknown>();
  readonly #last = new Map<ChildProcess, WorkerAnswer>();
  readonly #ended: Promise<never>;
  #onIdle: () => void = () => {};
  #answers = 0;
  #answeredAt = 0;

  constructor(workers: readonly ChildProcess[], messages: Messages) {
    this.#workers = workers;
    this.#messages = messages;
    const exits = workers.map(async (worker): Promise<never> => {
      const [code] = await once(worker, "exit");
      throw new Error(`a worker ended with ${code}`);
    });
    this.#ended = Promise.race(exits);
    // After the run they are ended on purpose.
    this.#ended.catch(() => undefined);
    for (const worker of workers) {
      worker.on("message", (answer: WorkerAnswer) => this.#answered(worker, answer));
    }
    messages.whenAdded(() => this.#give());
  }

  untilIdle(): Promise<void> {
    const idle = new Promise<void>((resolve) => {
      this.#onIdle = resolve;
      this.#give();
    });
    return Promise.race([idle, this.#ended]);
  }

  measure(startedAt: number): WorkersMeasure {
    const last = [...this.#last.values()];
    return {
      seconds: (this.#answeredAt - startedAt) / 1_000,
      cpuSeconds: last.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      peakMemoryMb: Math.max(...last.map(({ peakMemoryMb }) => peakMemoryMb)),
      messages: this.#answers,
    };
  }

  #answered(worker: ChildProcess, answer: WorkerAnswer): void {
    this.#last.set(worker, answer);
    this.#answers += 1;
    this.#answeredAt = performance.now();
    const body = this.#busy.get(worker);
    this.#busy.delete(worker);
    if (answer.isLater) this.#messages.add(body);
    else this.#give();
  }

  #give(): void {
    for (const worker of this.#workers) {
      if (this.#busy.has(worker)) continue;
      if (this.#messages.length === 0) break;
      const body = this.#messages.take();
      this.#busy.set(worker, body);
      worker.send(body as object);
    }
    if (this.#busy.size === 0 && this.#messages.length === 0) this.#onIdle();
  }
}
