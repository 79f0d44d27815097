import type { Reason } from "@spillway/errors";
import { writeBufferError } from "./errors.ts";
import type { OutgoingMessage } from "./outgoing-message.ts";
import type { BatchOutcome } from "./send-batch.ts";

/** What became of everything that was to be sent: `read = sent + failed`. */
export interface SendReport {
  readonly read: number;
  readonly sent: number;
  readonly failed: number;
  /** `SendMessageBatch` requests, the client's own retries not counted. */
  readonly requests: number;
  /** Messages offered over all requests: above `read` if some were offered again. */
  readonly attempts: number;
  /** Whole milliseconds. */
  readonly durationMs: number;
  /** Why messages are not in the queue: the first 1,000 of them. */
  readonly errors: readonly Reason[];
}

const MAX_ERRORS = 1_000;

/** Adds up the outcomes of batches into a {@link SendReport}. */
export class SendTally {
  #sent = 0;
  #failed = 0;
  #requests = 0;
  #attempts = 0;
  readonly #errors: Reason[] = [];

  add({ sent, failed, requests, attempts }: BatchOutcome<OutgoingMessage>): void {
    this.#sent += sent.length;
    this.#failed += failed.length;
    this.#requests += requests;
    this.#attempts += attempts;
    const room = MAX_ERRORS - this.#errors.length;
    for (const { reason } of failed.slice(0, room)) this.#errors.push(reason);
  }

  /**
   * @param read how many messages the source gave, counted where they were read.
   * @throws SpillwayError `REPORT_DOES_NOT_ADD_UP` if that is not the sum of sent and failed.
   */
  report(read: number, durationMs: number): SendReport {
    if (read !== this.#sent + this.#failed) {
      throw writeBufferError(
        "REPORT_DOES_NOT_ADD_UP",
        `expected read = sent + failed; came ${read} ≠ ${this.#sent} + ${this.#failed}`,
        { details: { read, sent: this.#sent, failed: this.#failed } },
      );
    }
    return {
      read,
      sent: this.#sent,
      failed: this.#failed,
      requests: this.#requests,
      attempts: this.#attempts,
      durationMs,
      errors: [...this.#errors],
    };
  }
}
