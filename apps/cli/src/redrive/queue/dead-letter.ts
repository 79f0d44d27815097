/** What a message is deleted or released by. */
export interface Receipt {
  /** SQS's id of the message in this queue. Its copy in another queue has another one. */
  readonly id: string;
  /** SQS's handle for this one time that it was received. */
  readonly receipt: string;
}

/** A message as a queue gave it: hidden from others until it is deleted, released or its time is over. */
export interface DeadLetter extends Receipt {
  readonly body: string;
  /** SQS's own attributes by name: `SentTimestamp`, `ApproximateReceiveCount`, `MessageGroupId`, … */
  readonly system: Readonly<Record<string, string>>;
  /** The sender's attributes by name. */
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

/** One attribute that the sender of a message gave it. */
export interface MessageAttribute {
  /** `String`, `Number` or `Binary`, and what the sender put behind it: `Number.int`. */
  readonly dataType: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
}

/** What SQS said of one message of a batch for which it did not do what was asked. */
export interface RefusedEntry {
  /** The message's place in the batch, from 0. */
  readonly index: number;
  readonly code: string;
  readonly message: string;
  /** The message itself is at fault: asking again would give the same answer. */
  readonly senderFault: boolean;
}

/**
 * A dead-letter queue that is read. Its last methods take at most 10 messages in one request and give those
 * that were refused; they throw what kept the request as a whole from being answered.
 */
export interface ReadableQueue {
  /** At most `max` messages, of 10, which nobody else gets for so many seconds. */
  receive(max: number, hiddenSeconds: number): Promise<readonly DeadLetter[]>;
  delete(messages: readonly Receipt[]): Promise<readonly RefusedEntry[]>;
  /** Lets others see them again at once. */
  release(messages: readonly Receipt[]): Promise<readonly RefusedEntry[]>;
  /** Hides them for so many seconds from now on. */
  hide(messages: readonly Receipt[], seconds: number): Promise<readonly RefusedEntry[]>;
}

/** The queues of a redrive: the one that is read, and the one that is sent to, at most 10 in one request. */
export interface RedriveQueues extends Omit<ReadableQueue, "hide"> {
  /** Sends copies to the other queue. */
  send(messages: readonly DeadLetter[]): Promise<readonly RefusedEntry[]>;
}
