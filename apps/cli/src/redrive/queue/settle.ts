import type { Reason } from "@spillway/errors";
import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import type { Receipt, RefusedEntry } from "./dead-letter.ts";

/** What came of one batch. */
export interface Settled<M extends Receipt> {
  readonly done: readonly M[];
  readonly refused: readonly { readonly message: M; readonly reason: Reason }[];
  /** What kept a request as a whole from being answered, if that is why some were refused. */
  readonly requestError?: unknown;
}

export interface SettleOptions {
  readonly clock: Clock;
  /** From 0 up to 1: the jitter between attempts. */
  readonly random: Random;
}

const ATTEMPTS = 5;

/**
 * Asks for one batch, and again for those that SQS refused through no fault of their own. It never
 * throws: what was done before a request failed counts.
 *
 * @param messages at most 10
 */
export async function settle<M extends Receipt>(
  messages: readonly M[],
  request: (batch: readonly M[]) => Promise<readonly RefusedEntry[]>,
  { clock, random }: SettleOptions,
): Promise<Settled<M>> {
  const done: M[] = [];
  const refused: { message: M; reason: Reason }[] = [];
  let left = messages;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    let answer: readonly RefusedEntry[];
    try {
      answer = await request(left);
    } catch (requestError) {
      const reason = reasonOfRequest(requestError);
      return {
        done,
        refused: [...refused, ...left.map((message) => ({ message, reason }))],
        requestError,
      };
    }
    const refusalOf = new Map(answer.map((entry) => [entry.index, entry]));
    const again: M[] = [];
    for (const [index, message] of left.entries()) {
      const refusal = refusalOf.get(index);
      if (refusal === undefined) done.push(message);
      else if (!refusal.senderFault && attempt < ATTEMPTS) again.push(message);
      else refused.push({ message, reason: { code: refusal.code, message: refusal.message } });
    }
    left = again;
    if (left.length > 0) await clock.sleep(fullJitterDelay({ attempt: attempt - 1, random }));
  }
  return { done, refused };
}

function reasonOfRequest(error: unknown): Reason {
  const code = error instanceof Error && "code" in error ? String(error.code) : "REQUEST_FAILED";
  return { code, message: error instanceof Error ? error.message : String(error) };
}
