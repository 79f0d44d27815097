import { parseFailureMessage } from "@spillway/change-capture";
import { isSpillwayError } from "@spillway/errors";
import { RateLimiter } from "@spillway/pacing";
import { type Failure, type HeldMessage, idOfObject } from "./failure.ts";
import { type Gathered, receiveMessages } from "./gather-failures.ts";
import type { HeldMessages } from "./held-messages.ts";
import { type ReplayFailureOptions, replayFailure } from "./replay-failure.ts";
import { replayTogether, smallGroups } from "./replay-together.ts";
import type {
  StreamProgress,
  StreamRedriveContext,
  StreamRedriveCounts,
  StreamRedriveWishes,
  StreamServices,
} from "./services.ts";
import { type FailureReport, failureReport, type StreamRedrive } from "./stream-redrive.ts";

const MOST_REPORTED = 1_000;
const DELETES_AT_ONCE = 8;

type Stopped = StreamRedrive["stopped"];

/** One pass over the failures that were found. */
export class ReplayRun {
  readonly #services: StreamServices;
  readonly #wishes: StreamRedriveWishes;
  readonly #context: StreamRedriveContext;
  readonly #gathered: Gathered;
  readonly #held: HeldMessages;
  readonly #limiter: RateLimiter;
  readonly #reports = new Map<string, FailureReport>();
  readonly #replayed = new Set<string>();
  /** Messages by the failures that they tell of. */
  readonly #messagesOf = new Map<string, HeldMessage[]>();
  #records = 0;

  constructor(
    services: StreamServices,
    wishes: StreamRedriveWishes,
    context: StreamRedriveContext,
    gathered: Gathered,
    held: HeldMessages,
  ) {
    this.#services = services;
    this.#wishes = wishes;
    this.#context = context;
    this.#gathered = gathered;
    this.#held = held;
    this.#limiter = new RateLimiter({ clock: context.clock, ratePerSecond: wishes.rate });
    for (const message of gathered.messages) {
      for (const id of message.failures) {
        const known = this.#messagesOf.get(id);
        if (known === undefined) this.#messagesOf.set(id, [message]);
        else known.push(message);
      }
    }
  }

  /** Tries each failure once. */
  async toItsEnd(): Promise<Stopped> {
    const { dryRun, limit = Number.POSITIVE_INFINITY } = this.#wishes;
    const { signal } = this.#context;
    if (signal.aborted) return INTERRUPTED;
    if (dryRun) return undefined;
    try {
      for (const message of this.#gathered.messages) await this.#deleteIfDone(message);
      const failures = this.#gathered.failures.slice(0, limit);
      for (const group of smallGroups(failures, this.#wishes.rate)) {
        if (await this.#replayedTogether(group)) continue;
        for (const failure of group) {
          if (signal.aborted) return INTERRUPTED;
          await this.#replay(failure);
          this.#context.onProgress(this.#progress());
        }
      }
      await this.#deleteLateMessages();
      return undefined;
    } catch (error) {
      if (error === signal.reason) return INTERRUPTED;
      if (!isSpillwayError(error)) throw error;
      const { code, message, errorClass, hint } = error;
      return { code, message, errorClass, ...(hint === undefined ? {} : { hint }) };
    }
  }

  report(stopped: Stopped): Omit<StreamRedriveCounts, "seconds"> {
    const { failures, unreadable, hasMore } = this.#gathered;
    const reports = [...this.#reports.values()];
    const open = failures.filter(({ id }) => !this.#replayed.has(id));
    const countOf = (status: FailureReport["status"]) =>
      reports.filter((report) => report.status === status).length;
    return {
      dryRun: this.#wishes.dryRun,
      found: failures.length + unreadable.length,
      replayed: this.#replayed.size,
      records: this.#records,
      failed: countOf("failed"),
      lost: countOf("lost"),
      unreadable: unreadable.length,
      left: open.length - reports.length,
      failures: open
        .slice(0, MOST_REPORTED)
        .map(
          (failure) => this.#reports.get(failure.id) ?? failureReport(failure, { status: "left" }),
        ),
      unreadableFailures: unreadable.slice(0, MOST_REPORTED),
      complete: stopped === undefined && !hasMore,
      ...(stopped === undefined ? {} : { stopped }),
    };
  }

  /** Whether all of several small failures passed in one invocation; else nothing is changed. */
  async #replayedTogether(group: readonly Failure[]): Promise<boolean> {
    if (group.length === 1 || this.#context.signal.aborted) return false;
    const done = await replayTogether(group, this.#replayOptions);
    if (done === undefined) return false;
    this.#records += done;
    const left = group.values();
    const deleting = async () => {
      for (const failure of left) await this.#delete(failure);
    };
    await Promise.all(Array.from({ length: DELETES_AT_ONCE }, deleting));
    this.#context.onProgress(this.#progress());
    return true;
  }

  async #replay(failure: Failure): Promise<void> {
    const { done, outcome } = await replayFailure(failure, this.#replayOptions);
    this.#records += done;
    if (outcome === undefined) await this.#delete(failure);
    else this.#reports.set(failure.id, failureReport(failure, outcome));
  }

  get #replayOptions(): ReplayFailureOptions {
    return { ...this.#services, limiter: this.#limiter, signal: this.#context.signal };
  }

  /** A failure of which all is processed. */
  async #delete(failure: Failure): Promise<void> {
    const { objects } = this.#services;
    // The object first: a message without one is deleted by the next run, an object without a message is found.
    if (failure.place.kind === "object") await objects.delete(failure.place.object);
    this.#replayed.add(failure.id);
    for (const message of this.#messagesOf.get(failure.id) ?? []) {
      message.failures.delete(failure.id);
      await this.#deleteIfDone(message);
    }
  }

  /** Notifications of what was replayed that came in the meantime. */
  async #deleteLateMessages(): Promise<void> {
    const { queue } = this.#services;
    const { failures } = this.#gathered;
    const isLate = failures.some(
      ({ id, place }) => place.kind === "object" && this.#replayed.has(id),
    );
    if (queue === undefined || !isLate) return;
    const { signal } = this.#context;
    const { letters } = await receiveMessages(queue, signal, (message) => this.#held.add(message));
    for (const { body, ...message } of letters) {
      const found = parseFailureMessage(body);
      const isDone =
        found.kind === "objects" &&
        found.objects.every((object) => this.#replayed.has(idOfObject(object)));
      if (isDone) await this.#held.delete(message);
    }
  }

  async #deleteIfDone(message: HeldMessage): Promise<void> {
    if (message.failures.size === 0) await this.#held.delete(message);
  }

  #progress(): StreamProgress {
    return {
      found: this.#gathered.failures.length,
      tried: this.#replayed.size + this.#reports.size,
      records: this.#records,
      failed: this.#reports.size,
    };
  }
}

const INTERRUPTED = {
  code: "INTERRUPTED",
  message: "stopped before everything that was found was tried",
  errorClass: "data",
} as const;
