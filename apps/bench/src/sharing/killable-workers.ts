import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import type { WorkerAnswer } from "../jobs/worker-process.ts";
import type { Messages, WorkerProgram } from "../jobs/workers.ts";

/** A message is hidden for so long when it is received: a dead worker's comes back after it. */
const HIDDEN_MS = 30_000;
/** What a worker answers for comes back so much later. */
const AGAIN_MS = 2_000;

/**
 * Worker processes, as many as there are messages up to a most, of which one may be killed: its message
 * comes back after its time, and another process takes it, as on Lambda.
 */
export class KillableWorkers {
  readonly #program: WorkerProgram;
  readonly #messages: Messages;
  readonly #most: number;
  readonly #busy = new Map<ChildProcess, unknown>();
  readonly #idle = new Set<ChildProcess>();
  readonly #ends = new AbortController();

  constructor(program: WorkerProgram, messages: Messages, most: number) {
    this.#program = program;
    this.#messages = messages;
    this.#most = most;
    messages.whenAdded(() => this.#give());
  }

  /** Kills one that works. */
  killOne(): void {
    const [first] = this.#busy;
    if (first === undefined) throw new Error("expected a worker that works; there is none");
    const [worker, message] = first;
    worker.kill("SIGKILL");
    this.#busy.delete(worker);
    this.#later(message, HIDDEN_MS);
  }

  /** Ends all of them. */
  async close(): Promise<void> {
    this.#ends.abort();
    this.#messages.whenAdded(() => {});
    const workers = [...this.#busy.keys(), ...this.#idle];
    await Promise.all(
      workers.map(async (worker) => {
        const ended = once(worker, "exit");
        worker.kill("SIGKILL");
        await ended;
      }),
    );
  }

  #give(): void {
    while (this.#messages.length > 0 && this.#busy.size < this.#most) {
      const [idle] = this.#idle;
      const worker = idle ?? this.#started();
      this.#idle.delete(worker);
      const message = this.#messages.take();
      this.#busy.set(worker, message);
      worker.send(message as object);
    }
  }

  #started(): ChildProcess {
    const { program, args, env } = this.#program;
    const worker = fork(program, [...args], {
      // Its log is of interest only where something is wrong.
      stdio: ["ignore", "ignore", "inherit", "ipc"],
      execArgv: ["--no-warnings"],
      env: { PATH: process.env.PATH, ...env },
    });
    worker.on("message", ({ isLater }: WorkerAnswer) => {
      const message = this.#busy.get(worker);
      this.#busy.delete(worker);
      this.#idle.add(worker);
      if (isLater) this.#later(message, AGAIN_MS);
      this.#give();
    });
    return worker;
  }

  #later(message: unknown, ms: number): void {
    delay(ms, undefined, { signal: this.#ends.signal }).then(
      () => this.#messages.add(message),
      () => undefined,
    );
  }
}
