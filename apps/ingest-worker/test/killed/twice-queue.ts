import type { WorkerTask } from "./worker-process.ts";

interface Message extends WorkerTask {
  receiveCount: number;
  /** By the machine's clock, in milliseconds. */
  visibleAtMs: number;
}

/** A queue that delivers each message twice, and what was received again when its receiver dies. */
export class TwiceQueue {
  readonly #messages: Message[] = [];
  readonly #inFlight = new Map<string, Message>();
  readonly #hiddenSeconds = new Map<string, number>();
  readonly #now: () => number;
  readonly #speed: number;
  #sent = 0;
  /** How often a message of a chunk was sent after the job was cut: once for each time it was handed on. */
  readonly handedOn = new Map<number, number>();

  /**
   * @param now by the workers' clock, in milliseconds
   * @param speed of that clock
   */
  constructor(now: () => number, speed: number) {
    this.#now = now;
    this.#speed = speed;
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0 && this.#inFlight.size === 0;
  }

  send(body: string): void {
    const { kind, chunk } = JSON.parse(body);
    if (kind === "chunk" && !this.#isBeingCut()) {
      this.handedOn.set(chunk, (this.handedOn.get(chunk) ?? 0) + 1);
    }
    for (let copy = 0; copy < 2; copy += 1) {
      this.#sent += 1;
      const sentAtMs = Math.floor(this.#now());
      const messageId = String(this.#sent);
      this.#messages.push({ body, messageId, sentAtMs, receiveCount: 0, visibleAtMs: 0 });
    }
  }

  /** A message that can be received now. Chunks wait until the job was cut, by both copies of its message. */
  receive(): WorkerTask | undefined {
    const isBeingCut = this.#isBeingCut();
    const at = this.#messages.findIndex(
      (message) => message.visibleAtMs <= Date.now() && (!isBeingCut || isPlan(message)),
    );
    const [message] = at === -1 ? [] : this.#messages.splice(at, 1);
    if (message === undefined) return undefined;
    message.receiveCount += 1;
    this.#inFlight.set(message.messageId, message);
    return message;
  }

  hide(receiptHandle: string, seconds: number): void {
    this.#hiddenSeconds.set(receiptHandle.replace("receipt-of-", ""), seconds);
  }

  delete({ messageId }: WorkerTask): void {
    this.#inFlight.delete(messageId);
  }

  /** It comes again, after the time for which its receiver has hidden it. */
  release({ messageId }: WorkerTask): void {
    this.#return(messageId, ((this.#hiddenSeconds.get(messageId) ?? 0) * 1_000) / this.#speed);
  }

  /** It comes again soon: whoever had it is dead. */
  abandon({ messageId }: WorkerTask): void {
    this.#return(messageId, 500);
  }

  #return(messageId: string, afterMs: number): void {
    const message = this.#inFlight.get(messageId);
    if (message === undefined) return;
    this.#inFlight.delete(messageId);
    message.visibleAtMs = Date.now() + afterMs;
    this.#messages.push(message);
  }

  #isBeingCut(): boolean {
    return [...this.#messages, ...this.#inFlight.values()].some(isPlan);
  }
}

function isPlan({ body }: WorkerTask): boolean {
  return JSON.parse(body).kind === "plan";
}
