import type { Clock } from "@spillway/pacing";
import type {
  DeadLetter,
  ReadableQueue,
  RedriveQueues,
  RefusedEntry,
} from "../../src/redrive/queue/dead-letter.ts";

/** How the requests to come are answered: by the entry's message id, per operation. */
export interface FakeRefusals {
  readonly send?: (id: string) => "busy" | "at-fault" | undefined;
  readonly delete?: (id: string) => "busy" | "at-fault" | undefined;
  /** Thrown instead of an answer. */
  readonly sendFails?: (ids: readonly string[]) => Error | undefined;
}

interface Stored {
  readonly letter: Omit<DeadLetter, "receipt">;
  visibleMs: number;
}

const ANSWER_MS = 10;
const WAIT_MS = 1_000;

/**
 * A queue that gives the oldest visible messages first, as SQS tends to, and one to send to. As in SQS a group
 * of which a message is hidden gives no other one, where the queue is a FIFO queue.
 */
export class FakeDeadLetters implements RedriveQueues, ReadableQueue {
  readonly sent: DeadLetter[] = [];
  readonly receivedIds: string[] = [];
  readonly #stored: Stored[];
  readonly #clock: Clock;
  readonly #fifo: boolean;
  readonly #refusals: FakeRefusals;

  constructor(
    letters: readonly Omit<DeadLetter, "receipt">[],
    clock: Clock,
    { fifo = false, ...refusals }: FakeRefusals & { readonly fifo?: boolean } = {},
  ) {
    this.#stored = letters.map((letter) => ({ letter, visibleMs: 0 }));
    this.#clock = clock;
    this.#fifo = fifo;
    this.#refusals = refusals;
  }

  /** Ids of what the queue holds. */
  get ids(): readonly string[] {
    return this.#stored.map(({ letter }) => letter.id);
  }

  get hidden(): number {
    return this.#stored.filter((one) => this.#isHidden(one)).length;
  }

  /** A message that comes while a redrive runs. */
  add(letter: Omit<DeadLetter, "receipt">): void {
    this.#stored.push({ letter, visibleMs: 0 });
  }

  receive = async (max: number, hiddenSeconds: number): Promise<readonly DeadLetter[]> => {
    await this.#clock.sleep(ANSWER_MS);
    const groupOf = ({ letter }: Stored) => letter.system.MessageGroupId ?? "";
    const busy = new Set(this.#stored.filter((one) => this.#isHidden(one)).map(groupOf));
    const found = this.#stored
      .filter((one) => !this.#isHidden(one) && !(this.#fifo && busy.has(groupOf(one))))
      .slice(0, max);
    if (found.length === 0) await this.#clock.sleep(WAIT_MS);
    return found.map((one) => {
      one.visibleMs = this.#clock.now() + hiddenSeconds * 1_000;
      this.receivedIds.push(one.letter.id);
      return { ...one.letter, receipt: `receipt of ${one.letter.id}` };
    });
  };

  send = async (messages: readonly DeadLetter[]): Promise<readonly RefusedEntry[]> => {
    await this.#clock.sleep(ANSWER_MS);
    const failure = this.#refusals.sendFails?.(messages.map(({ id }) => id));
    if (failure !== undefined) throw failure;
    const refused = this.#refused(messages, this.#refusals.send);
    this.sent.push(...messages.filter((_, at) => !refused.some(({ index }) => index === at)));
    return refused;
  };

  delete = async (messages: readonly { readonly id: string }[]) => {
    await this.#clock.sleep(ANSWER_MS);
    const refused = this.#refused(messages, this.#refusals.delete);
    for (const [at, { id }] of messages.entries()) {
      if (refused.some(({ index }) => index === at)) continue;
      const place = this.#stored.findIndex(({ letter }) => letter.id === id);
      if (place >= 0) this.#stored.splice(place, 1);
    }
    return refused;
  };

  hide = async (messages: readonly { readonly id: string }[], seconds: number) => {
    for (const { id } of messages) {
      const one = this.#stored.find(({ letter }) => letter.id === id);
      if (one !== undefined) one.visibleMs = this.#clock.now() + seconds * 1_000;
    }
    return [];
  };

  release = async (messages: readonly { readonly id: string }[]) => {
    for (const { id } of messages) {
      const one = this.#stored.find(({ letter }) => letter.id === id);
      if (one !== undefined) one.visibleMs = 0;
    }
    return [];
  };

  #isHidden({ visibleMs }: Stored): boolean {
    return visibleMs > this.#clock.now();
  }

  #refused(
    messages: readonly { readonly id: string }[],
    why: FakeRefusals["send"],
  ): readonly RefusedEntry[] {
    return messages.flatMap(({ id }, index) => {
      const refusal = why?.(id);
      if (refusal === undefined) return [];
      return [{ index, code: refusal, message: "no", senderFault: refusal === "at-fault" }];
    });
  }
}

/** A message with an id, and what else a test says of it. */
export function letter(
  id: string,
  more: Partial<Omit<DeadLetter, "receipt" | "id">> = {},
): Omit<DeadLetter, "receipt"> {
  return { id, body: id, system: { SentTimestamp: "1" }, attributes: {}, ...more };
}
