import type { TableShape } from "@spillway/capacity";
import type { AttributeMap } from "@spillway/item";
import type { Transport, WireRequest } from "@spillway/table-writer";
import {
  type EntryFailure,
  encodeMessage,
  type OutgoingMessage,
  type Queue,
} from "@spillway/write-buffer";

/** A table with key pk (S) and sk (N) whose batches a test answers. */
export class FakeTable implements Transport {
  readonly requests: (readonly WireRequest[])[] = [];
  readonly items = new Map<string, WireRequest>();
  readonly #answer: (requests: readonly WireRequest[]) => readonly WireRequest[] | Error;

  /** @param answer the requests to leave unprocessed, or what to throw */
  constructor(
    answer: (requests: readonly WireRequest[]) => readonly WireRequest[] | Error = () => [],
  ) {
    this.#answer = answer;
  }

  async batchWrite(_table: object, requests: readonly WireRequest[]) {
    this.requests.push(requests);
    const unprocessed = this.#answer(requests);
    if (unprocessed instanceof Error) throw unprocessed;
    for (const request of requests) {
      if (!unprocessed.includes(request)) this.items.set(request.key, request);
    }
    return { unprocessed, consumed: { table: requests.length - unprocessed.length, indexes: {} } };
  }
}

/** A queue that keeps every message but those that a test has it refuse. */
export class FakeQueue implements Queue {
  readonly taken: OutgoingMessage[] = [];
  refuses: (message: OutgoingMessage) => boolean = () => false;

  async sendBatch(messages: readonly OutgoingMessage[]): Promise<readonly EntryFailure[]> {
    const failures = messages.flatMap((message, index) =>
      this.refuses(message) ? [{ index, code: "Refused", message: "no", senderFault: true }] : [],
    );
    this.taken.push(...messages.filter((message) => !this.refuses(message)));
    return failures;
  }
}

export function tableShape(shape: Partial<TableShape> = {}): TableShape {
  return {
    name: "spikes",
    keys: { partitionKey: { name: "pk", type: "S" }, sortKey: { name: "sk", type: "N" } },
    billing: { mode: "provisioned", writeUnits: 100, readUnits: 1 },
    globalIndexes: [],
    localIndexes: [],
    ...shape,
  };
}

/** The body of a message that puts an item with this partition key. */
export function putBody(pk: string, more: AttributeMap = {}): string {
  return encodeMessage({ json: JSON.stringify({ pk: { S: pk }, sk: { N: "1" }, ...more }) });
}
