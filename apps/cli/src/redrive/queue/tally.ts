import type { Reason } from "@spillway/errors";
import type { DeadLetter, Receipt } from "./dead-letter.ts";
import { type FailedMessage, type SampleMessage, sampleOf } from "./queue-redrive.ts";
import { SeenMessages } from "./seen-messages.ts";

const NAMED = 20;
const SAMPLES = 3;

/** What became of the messages of one run so far, and which of them it holds hidden. */
export class Tally {
  moved = 0;
  wouldMove = 0;
  filtered = 0;
  newer = 0;
  failed = 0;
  readonly failures: FailedMessage[] = [];
  readonly samples: SampleMessage[] = [];
  readonly seen = new SeenMessages();
  /** Hidden until the end of the run, by their ids: only what is needed to release them. */
  readonly held = new Map<string, Receipt>();
  /** Ids of those that were sent and could not be deleted. */
  readonly undeleted = new Set<string>();

  /** Messages that were received, each once. */
  get received(): number {
    return this.moved + this.wouldMove + this.filtered + this.newer + this.failed;
  }

  /** Messages that count towards a limit. */
  get chosen(): number {
    return this.moved + this.wouldMove;
  }

  hold({ id, receipt }: Receipt): void {
    this.held.set(id, { id, receipt });
  }

  addSkipped(message: Receipt, because: "filter" | "newer"): void {
    if (because === "filter") this.filtered += 1;
    else this.newer += 1;
    this.#stays(message);
  }

  addFailed(message: Receipt, reason: Reason): void {
    this.failed += 1;
    if (this.failures.length < NAMED) this.failures.push({ messageId: message.id, reason });
    this.#stays(message);
  }

  addWouldMove(message: DeadLetter): void {
    this.wouldMove += 1;
    if (this.samples.length < SAMPLES) this.samples.push(sampleOf(message));
    this.#stays(message);
  }

  addMoved({ id }: Receipt): void {
    this.moved += 1;
    this.seen.addMoved(id);
  }

  #stays(message: Receipt): void {
    this.seen.addStaying(message.id);
    this.hold(message);
  }
}
