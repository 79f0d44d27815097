import type { Reason } from "@spillway/errors";
import type { Clock, Deadline } from "@spillway/pacing";
import type { KeyLedger, RecordKey } from "./key-ledger.ts";
import { KEYS_A_REQUEST } from "./read-written-keys.ts";

/** What following needs of the world. */
export interface FollowSources {
  /** Which of these keys the table holds. */
  readonly readWritten: (keys: readonly RecordKey[], consistent: boolean) => Promise<RecordKey[]>;
  /** Which of these keys the failure queue holds, with the reasons. */
  readonly readFailures: (
    keys: readonly RecordKey[],
  ) => Promise<readonly { key: RecordKey; reason: Reason }[]>;
  /** About how many messages the failure queue holds: it is looked through when this has changed. */
  readonly countFailures: () => Promise<number>;
}

export interface FollowOptions {
  readonly clock: Clock;
  readonly deadline: Deadline;
  /** Between two looks, in milliseconds. */
  readonly pollMs: number;
  readonly onProgress: () => void;
  readonly signal: AbortSignal;
}

/**
 * Asks for each key when it is due, until every record is in the table or in the failure queue, or
 * the deadline has passed. Each look asks for at most 100 keys, so that following takes little read
 * capacity; while most of what was asked for is there it goes on at once.
 *
 * @returns the moment at which the last record was settled (ms); undefined when some were not
 */
export async function followKeys(
  ledger: KeyLedger,
  sources: FollowSources,
  options: FollowOptions,
): Promise<number | undefined> {
  const { clock, deadline, signal } = options;
  let failuresSeen = 0;
  let settledAtMs = clock.now();
  while (!ledger.settled && !deadline.hasPassed()) {
    const asked = ledger.nextKeys(clock.now(), KEYS_A_REQUEST);
    const found = asked.length === 0 ? [] : await sources.readWritten(asked, false);
    ledger.markWritten(found);
    if (found.length > 0) settledAtMs = clock.now();
    options.onProgress();
    if (ledger.settled || found.length > asked.length / 2) continue;
    const failures = await sources.countFailures();
    if (failures > 0 && failures !== failuresSeen) {
      const failed = await sources.readFailures(ledger.missing);
      for (const { key, reason } of failed) ledger.markFailed(key, reason);
      if (failed.length > 0) settledAtMs = clock.now();
      failuresSeen = failures;
      options.onProgress();
    }
    if (!ledger.settled)
      await clock.sleep(Math.min(options.pollMs, deadline.remainingMs()), signal);
  }
  await lookOnceMore(ledger, sources);
  options.onProgress();
  return ledger.settled ? settledAtMs : undefined;
}

// An eventually consistent read may miss an item, and a message that failed may have been written by
// an attempt whose answer was lost: before anything is called failed or missing, a strong read.
async function lookOnceMore(ledger: KeyLedger, sources: FollowSources): Promise<void> {
  const doubtful = [...ledger.failed, ...ledger.missing];
  for (let start = 0; start < doubtful.length; start += KEYS_A_REQUEST) {
    const keys = doubtful.slice(start, start + KEYS_A_REQUEST);
    ledger.markWritten(await sources.readWritten(keys, true));
  }
}
