import type { LoadPattern } from "@spillway/simulator";
import type { BenchClock } from "../places/bench-clock.ts";
import { LATE_MS } from "./run-figures.ts";

/** As many as go into one request. */
const BATCH = 25;
/** How often it looks what is due, in milliseconds. */
const TICK_MS = 4;
/** A pause that is longer is left out: the clock is moved on. */
const PAUSE_MS = 2_000;
/** How long before the end of a pause it is back. */
const BEFORE_MS = 250;

/** What was sent. */
export interface SentWrites {
  readonly sent: number;
  readonly lateShare: number;
}

/**
 * Sends the writes of a pattern when they are due, evenly over each of its steps, and waits for no answer: a
 * slow answer delays nothing and hides nothing. Long pauses take no time.
 *
 * @param send sends so many writes from the given one on, and resolves with the answer
 */
export async function sendWhenDue(
  { startMs, stepSeconds, writes }: LoadPattern,
  clock: BenchClock,
  send: (from: number, count: number) => Promise<void>,
): Promise<SentWrites> {
  const open = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  let [sent, due, late] = [0, 0, 0];
  const flush = () => {
    while (sent < due) {
      const count = Math.min(BATCH, due - sent);
      const answered = send(sent, count)
        .catch((error: unknown) => {
          failure ??= { error };
        })
        .finally(() => open.delete(answered));
      open.add(answered);
      sent += count;
    }
  };
  const stepMs = stepSeconds * 1_000;
  /** Writes of all steps so far; a step's share of one is sent with a later step. */
  let asked = 0;
  for (let step = 0; step < writes.length; step += 1) {
    const before = Math.round(asked);
    asked += (writes[step] ?? 0) * stepSeconds;
    const count = Math.round(asked) - before;
    for (let at = 0; at < count; at += 1) {
      const dueMs = startMs + step * stepMs + ((at + 0.5) / count) * stepMs;
      while (clock.now() < dueMs) {
        flush();
        if (dueMs - clock.now() > PAUSE_MS) {
          await Promise.all(open);
          clock.moveOn(dueMs - BEFORE_MS);
        }
        // Nothing takes time then, and what is asked now is answered now.
        if (clock.isStepped) await Promise.all(open);
        await clock.sleep(TICK_MS);
      }
      if (clock.now() - dueMs > LATE_MS) late += 1;
      due += 1;
      if (due - sent === BATCH) flush();
    }
    if (failure !== undefined) throw failure.error;
  }
  flush();
  await Promise.all(open);
  if (failure !== undefined) throw failure.error;
  return { sent, lateShare: sent === 0 ? 0 : late / sent };
}
