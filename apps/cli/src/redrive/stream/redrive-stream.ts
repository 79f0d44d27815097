import { parseFailureMessage } from "@spillway/change-capture";
import { isSpillwayError } from "@spillway/errors";
import { type Clock, type Random, RateLimiter } from "@spillway/pacing";
import type { ReadableQueue } from "../queue/dead-letter.ts";
import { type Failure, type HeldMessage, idOfObject } from "./failure.ts";
import { type Gathered, gatherFailures, receiveMessages } from "./gather-failures.ts";
import { HeldMessages } from "./held-messages.ts";
import type { FailedObjects, Processor, StreamReader } from "./ports.ts";
import { replayFailure } from "./replay-failure.ts";
import { type FailureReport, failureReport, type StreamRedrive } from "./stream-redrive.ts";

/** Where failures are, and what replays them. */
export interface StreamServices {
  readonly queue: ReadableQueue | undefined;
  readonly retentionSeconds: number | undefined;
  readonly objects: FailedObjects;
  readonly processor: Processor;
  readonly stream: StreamReader;
}

export interface StreamRedriveWishes {
  /** Records a second. */
  readonly rate: number;
  /** Failures to replay, at most. */
  readonly limit?: number;
  readonly dryRun: boolean;
}

export interface StreamRedriveContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StreamProgress) => void;
}

export interface StreamProgress {
  readonly found: number;
  /** Failures that were tried; undefined while they are looked for. */
  readonly tried: number | undefined;
  readonly records: number;
  readonly failed: number;
}

/** What a run came to, without where it looked. */
export type StreamRedriveCounts = Omit<StreamRedrive, "sources" | "functionName" | "hidden">;

const MOST_REPORTED = 1_000;

/**
 * Replays what of a stream was given up, the oldest change first. A failure is deleted, its object first and
 * then its message, when all of its records are processed; everything else stays where it is. Killed at any
 * time, the next run does the rest: what was processed and not deleted comes a second time, which the
 * processor takes as it takes every repeat.
 *
 * @throws what kept it from being begun; what ends it later is in the report
 */
export async function redriveStream(
  services: StreamServices,
  wishes: StreamRedriveWishes,
  context: StreamRedriveContext,
): Promise<StreamRedriveCounts> {
  const { clock, signal, onProgress } = context;
  const startedMs = clock.now();
  const held = new HeldMessages({ ...context, queue: services.queue });
  try {
    const gathered = await gatherFailures({
      ...services,
      signal,
      onHeld: (message) => held.add(message),
      onProgress: (found) => onProgress({ found, tried: undefined, records: 0, failed: 0 }),
    });
    const run = new Run(services, wishes, context, gathered, held);
    const stopped = await run.toItsEnd();
    return { ...run.report(stopped), seconds: (clock.now() - startedMs) / 1_000 };
  } finally {
    await held.end();
  }
}

type Stopped = StreamRedrive["stopped"];

class Run {
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
      for (const [place, failure] of this.#gathered.failures.entries()) {
        if (place >= limit) break;
        if (signal.aborted) return INTERRUPTED;
        await this.#replay(failure);
        this.#context.onProgress(this.#progress(place + 1));
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

  async #replay(failure: Failure): Promise<void> {
    const { objects } = this.#services;
    const { signal } = this.#context;
    const result = await replayFailure(failure, {
      ...this.#services,
      ...{ limiter: this.#limiter, signal },
    });
    this.#records += result.done;
    if (result.outcome !== undefined) {
      this.#reports.set(failure.id, failureReport(failure, result.outcome));
      return;
    }
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

  #progress(tried: number): StreamProgress {
    return {
      found: this.#gathered.failures.length,
      tried,
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
