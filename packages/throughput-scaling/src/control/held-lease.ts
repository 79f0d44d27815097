import type { Clock } from "@spillway/pacing";
import type { ScalingMemory } from "../rules/scaling-decision.ts";
import type { ScalingState, ScalingStore } from "../state/scaling-store.ts";

/** How long a lease is good for without being renewed, in milliseconds. */
export const LEASE_MS = 30_000;

/** The right to change one table's capacity, taken and not yet given back. */
export class HeldLease {
  /** What was known when it was taken. */
  readonly state: ScalingState;
  /**
   * Whether the holder before did not give it back: it was killed, or stands still. It may have changed
   * the table and not have told.
   */
  readonly isTakenOver: boolean;
  readonly #store: ScalingStore;
  readonly #clock: Clock;
  readonly #table: string;
  readonly #owner: string;
  #untilMs: number;

  /** Takes it. @returns undefined where another one holds it */
  static async take(
    store: ScalingStore,
    clock: Clock,
    table: string,
  ): Promise<HeldLease | undefined> {
    const owner = crypto.randomUUID();
    const nowMs = clock.now();
    const untilMs = nowMs + LEASE_MS;
    const state = await store.acquire({ table, owner, untilMs }, nowMs);
    return state && new HeldLease(store, clock, { table, owner, untilMs }, state);
  }

  private constructor(
    store: ScalingStore,
    clock: Clock,
    lease: { readonly table: string; readonly owner: string; readonly untilMs: number },
    state: ScalingState,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#table = lease.table;
    this.#owner = lease.owner;
    this.#untilMs = lease.untilMs;
    this.state = state;
    this.isTakenOver = state.lease !== undefined;
  }

  /**
   * Has it for longer, where half of its time is over.
   *
   * @returns whether it is still held: where its time has run out it is not, even if nobody took it since,
   *   for the table may have been changed meanwhile
   */
  async renew(): Promise<boolean> {
    const nowMs = this.#clock.now();
    if (nowMs >= this.#untilMs) return false;
    if (this.#untilMs - nowMs > LEASE_MS / 2) return true;
    const untilMs = nowMs + LEASE_MS;
    const lease = { table: this.#table, owner: this.#owner, untilMs };
    if ((await this.#store.acquire(lease, nowMs)) === undefined) return false;
    this.#untilMs = untilMs;
    return true;
  }

  /** Keeps what is to be remembered and gives the lease back. */
  async release(memory: ScalingMemory, raisedAtMs?: number): Promise<boolean> {
    return this.#store.release(
      { table: this.#table, owner: this.#owner, untilMs: this.#untilMs },
      { memory, ...(raisedAtMs === undefined ? {} : { raisedAtMs }) },
    );
  }
}
