import type { Clock } from "@spillway/pacing";
import type { EntryFailure, OutgoingMessage, Queue, ReceivedMessage } from "@spillway/write-buffer";
import type { ModelledServices } from "./modelled-services.ts";

/** SQS bills each so many bytes of a request as a request. https://aws.amazon.com/sqs/pricing/ */
const BILLED_BYTES = 64 * 1_024;

interface Message extends ReceivedMessage {
  visibleAtMs: number;
}

/**
 * A standard queue that loses nothing and refuses nothing: a message shows after its delay, and again when
 * it was received and not deleted in time. Those that show are received by the order in which they came.
 */
export class ModelledQueue implements Queue {
  readonly #clock: Clock;
  readonly #services: ModelledServices;
  readonly #visibilityMs: number;
  readonly #messages = new Map<string, Message>();
  readonly #listeners = new Set<() => void>();
  readonly #waiting: (() => void)[] = [];
  #sent = 0;
  #billed = 0;

  /** @param visibilityMs how long a received message is hidden */
  constructor(clock: Clock, services: ModelledServices, visibilityMs: number) {
    this.#clock = clock;
    this.#services = services;
    this.#visibilityMs = visibilityMs;
  }

  /** Messages in it, those included that are held back or were received. */
  get size(): number {
    return this.#messages.size;
  }

  /** Requests so far as they are billed, without receives that came back empty. */
  get billedRequests(): number {
    return this.#billed;
  }

  /** When the first message shows that did not show at `ms`; undefined if there is none. */
  nextVisibleAfter(ms: number): number | undefined {
    let next: number | undefined;
    for (const { visibleAtMs } of this.#messages.values()) {
      if (visibleAtMs > ms && (next === undefined || visibleAtMs < next)) next = visibleAtMs;
    }
    return next;
  }

  /** Calls `listener` when messages were sent, and when some were deleted. */
  listen(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Resolves when it holds nothing. */
  async untilEmpty(): Promise<void> {
    while (this.size > 0) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]> {
    await this.#services.travel("send");
    await this.#services.serve("send", messages.length);
    const nowMs = this.#clock.now();
    for (const { body, delaySeconds } of messages) {
      const messageId = `message-${this.#sent}`;
      this.#sent += 1;
      this.#messages.set(messageId, { messageId, body, visibleAtMs: nowMs + delaySeconds * 1_000 });
    }
    this.#bill(messages);
    this.#tell();
    await this.#services.travel("send");
    return [];
  }

  /** @param atMost messages; a request gives ten */
  async receive(atMost: number): Promise<readonly ReceivedMessage[]> {
    await this.#services.travel("receive");
    const received = this.#take(Math.min(10, atMost));
    await this.#services.serve("receive", received.length);
    if (received.length > 0) this.#bill(received);
    await this.#services.travel("receive");
    return received;
  }

  /** @param messages up to ten */
  async delete(messages: readonly ReceivedMessage[]): Promise<void> {
    await this.#services.request("delete", messages.length);
    for (const { messageId } of messages) this.#messages.delete(messageId);
    this.#billed += 1;
    this.#tell();
  }

  #take(atMost: number): ReceivedMessage[] {
    const nowMs = this.#clock.now();
    const taken: ReceivedMessage[] = [];
    for (const message of this.#messages.values()) {
      if (taken.length === atMost) break;
      if (message.visibleAtMs > nowMs) continue;
      message.visibleAtMs = nowMs + this.#visibilityMs;
      taken.push(message);
    }
    return taken;
  }

  #bill(messages: readonly { readonly body: string }[]): void {
    const bytes = messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    this.#billed += Math.max(1, Math.ceil(bytes / BILLED_BYTES));
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
    for (const wake of this.#waiting.splice(0)) wake();
  }
}
