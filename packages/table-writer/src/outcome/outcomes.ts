import type { Reason } from "@spillway/errors";
import type { Position } from "@spillway/records";
import type { PendingWrite } from "../admission/pending-write.ts";
import type { Listener } from "../run/listener.ts";
import type { StopReason } from "../run/stop-reason.ts";
import type { RejectedOutcome, UnwrittenOutcome } from "../write-options.ts";
import type { WriteTally } from "./write-tally.ts";

/** What a rejected record was, as far as it came. */
type Rejected = Omit<RejectedOutcome, "kind" | "reason" | "position" | "waitingHelps">;
type Unwritten = Pick<UnwrittenOutcome, "kind" | "reason" | "waitingHelps">;

/** The ways out of a run: each counts a record once, and tells the caller. */
export class Outcomes {
  readonly #tally: WriteTally;
  readonly #listener: Listener;

  constructor(tally: WriteTally, listener: Listener) {
    this.#tally = tally;
    this.#listener = listener;
  }

  written(write: PendingWrite): void {
    this.#tally.written(write);
    this.#listener.settled(write.position, "written");
  }

  /** @param later the write of the same key that takes its place */
  deduplicated({ position }: PendingWrite, later: PendingWrite): void {
    this.#tally.deduplicated();
    this.#listener.replaced(position, later.position);
    this.#listener.settled(position, "deduplicated");
  }

  rejected(position: Position, reason: Reason, what: Rejected): void {
    this.#tally.rejected(reason, position);
    this.#listener.outcome({ kind: "rejected", reason, position, waitingHelps: false, ...what });
    this.#listener.settled(position, "rejected");
  }

  /** A write that is out of attempts, or that the spill did not take: the table may take it later. */
  failed(write: PendingWrite, reason: Reason): void {
    this.#unwritten(write, { kind: "failed", reason, waitingHelps: true });
    this.#listener.settled(write.position, "failed");
  }

  /** A write that the stop left; it has not ended for good. */
  unsent(write: PendingWrite, { reason, waitingHelps }: StopReason): void {
    this.#unwritten(write, { kind: "unsent", reason, waitingHelps });
  }

  spilled({ position }: PendingWrite): void {
    this.#tally.spilled();
    this.#listener.settled(position, "spilled");
  }

  #unwritten({ position, request }: PendingWrite, why: Unwritten): void {
    this.#tally.failed(why.reason, position);
    this.#listener.outcome({ ...why, position, write: request });
  }
}
