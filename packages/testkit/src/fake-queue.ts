/** An entry of a batch that a queue did not take, as SQS says it. */
export interface RefusedEntry {
  /** Its place in the batch. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
  /** Whether sending it again can't help. */
  readonly senderFault: boolean;
}

/** What a fake queue does with one request: the entries that it refuses, or an error to throw. */
export type FakeQueueAnswer = readonly RefusedEntry[] | Error;

/** Says how a request is answered: its number counted from 0, and its messages. */
export type AnswerToRequest<Message> = (
  request: number,
  messages: readonly Message[],
) => FakeQueueAnswer;

/**
 * A queue in memory that takes batches of messages as a queue of write-buffer does, and answers them as
 * a test says.
 *
 * @example
 * const queue = new FakeQueue<OutgoingMessage>((request) => (request === 0 ? [refused(0)] : []));
 * await sendAll(items, { queue, … });
 * queue.taken.length;
 */
export class FakeQueue<Message> {
  /** Every batch that came, in their order. */
  readonly requests: (readonly Message[])[] = [];
  /** Every message that was taken. */
  readonly taken: Message[] = [];
  /** How the requests to come are answered. */
  answer: AnswerToRequest<Message>;

  /** @param answer default: every message is taken */
  constructor(answer: AnswerToRequest<Message> = () => []) {
    this.answer = answer;
  }

  async sendBatch(messages: readonly Message[]): Promise<readonly RefusedEntry[]> {
    const answer = this.answer(this.requests.length, messages);
    this.requests.push([...messages]);
    if (answer instanceof Error) throw answer;
    const indexes = new Set(answer.map(({ index }) => index));
    this.taken.push(...messages.filter((_, index) => !indexes.has(index)));
    return answer;
  }
}

/** The refusal of one entry: the queue's fault, so that it is sent again, or the sender's. */
export function refused(index: number, senderFault = false): RefusedEntry {
  return { index, code: senderFault ? "InvalidMessage" : "Busy", message: "no", senderFault };
}

/** What a queue answers that does not exist. */
export function noSuchQueue(): Error {
  return Object.assign(new Error("no such queue"), { name: "QueueDoesNotExist" });
}
