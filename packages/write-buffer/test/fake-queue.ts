import type { EntryFailure, OutgoingMessage, Queue } from "../src/index.ts";

/** What the fake answers to one request: the entries that it refuses, or the error that it throws. */
export type FakeAnswer = readonly EntryFailure[] | Error;

export function refused(index: number, senderFault = false): EntryFailure {
  return { index, code: senderFault ? "InvalidMessage" : "Busy", message: "no", senderFault };
}

/** A queue that keeps what it took, and refuses what a test says, request by request. */
export class FakeQueue implements Queue {
  readonly requests: OutgoingMessage[][] = [];
  readonly taken: OutgoingMessage[] = [];
  readonly #answer: (request: number) => FakeAnswer;

  constructor(answer: (request: number) => FakeAnswer = () => []) {
    this.#answer = answer;
  }

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]> {
    const answer = this.#answer(this.requests.length);
    this.requests.push([...messages]);
    if (answer instanceof Error) throw answer;
    const refusedIndexes = new Set(answer.map(({ index }) => index));
    this.taken.push(...messages.filter((_, index) => !refusedIndexes.has(index)));
    return answer;
  }
}
