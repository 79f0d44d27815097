import { gatherFailures } from "./gather-failures.ts";
import { HeldMessages } from "./held-messages.ts";
import { ReplayRun } from "./replay-run.ts";
import type {
  StreamRedriveContext,
  StreamRedriveCounts,
  StreamRedriveWishes,
  StreamServices,
} from "./services.ts";

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
    const run = new ReplayRun(services, wishes, context, gathered, held);
    const stopped = await run.toItsEnd();
    return { ...run.report(stopped), seconds: (clock.now() - startedMs) / 1_000 };
  } finally {
    await held.end();
  }
}
