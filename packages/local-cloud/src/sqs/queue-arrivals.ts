import * as z from "zod";
import type { SqsRequest } from "./sqs-request.ts";

/** What is so of a queue of which nothing else was said. */
const NEW_QUEUE = { visibilitySeconds: 30, delaySeconds: 0, deadLetterQueue: undefined };
/** moto's clock and this one read the same time a little apart. */
const MARGIN_MS = 20;
const TIDY_AT = 1_000;

const received = z.object({
  Messages: z.array(z.object({ ReceiptHandle: z.string() })).default([]),
});
const attributes = z.object({
  Attributes: z.record(z.string(), z.string()).optional(),
});
const named = z.object({ Successful: z.array(z.object({ Id: z.string() })).default([]) });
const seconds = z.coerce.number().optional().catch(undefined);
const entry = z.looseObject({
  Id: z.string().optional(),
  ReceiptHandle: z.string().optional(),
  DelaySeconds: seconds,
  VisibilityTimeout: seconds,
});
const asked = entry.extend({ Entries: z.array(entry).optional() });

/** What is known of one queue. */
interface Known {
  visibilitySeconds: number;
  delaySeconds: number;
  deadLetterQueue: string | undefined;
  /** When each message that can't be received now shows, by receipt handle or a number of its own. */
  readonly hidden: Map<string | number, number>;
  readonly listeners: Set<() => void>;
  /** With so many hidden ones those that show by now are taken out. */
  tidyAt: number;
}

/**
 * Knows when a queue may have something to receive, from the requests that pass: so that who waits for messages
 * need not ask again and again. A message that is sent is told at once, or is known to show after its delay; one
 * that was received, after its visibility timeout.
 */
export class QueueArrivals {
  readonly #now: () => number;
  readonly #queues = new Map<string, Known>();
  #delayed = 0;

  /** @param now epoch milliseconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Calls `listener` whenever there may be something to receive; not for what shows by the time only, which
   * `dueInMs` tells.
   *
   * @returns ends it
   */
  listen(queue: string, listener: () => void): () => void {
    const known = this.#known(queue);
    known.listeners.add(listener);
    return () => {
      known.listeners.delete(listener);
      this.#forgetIfPlain(queue, known);
    };
  }

  /** Milliseconds until the next hidden message shows, 0 when it does now; undefined when none is known. */
  dueInMs(queue: string): number | undefined {
    const { hidden } = this.#known(queue);
    const now = this.#now();
    let next: number | undefined;
    let shown = false;
    for (const [key, at] of hidden) {
      if (at <= now) {
        hidden.delete(key);
        shown = true;
      } else if (next === undefined || at < next) next = at;
    }
    if (shown) return 0;
    return next === undefined ? undefined : next - now;
  }

  /** Of how many queues something is known. */
  get size(): number {
    return this.#queues.size;
  }

  /** To be called when a queue was seen to hold something. */
  mayHold(queue: string): void {
    this.#arrived(queue);
  }

  /** Notes a successful request and its answer. */
  follow(request: SqsRequest, answer: string): void {
    const { queue, action } = request;
    if (queue === undefined) return;
    if (request.protocol === "query") {
      // What it sent or gave back may be seen after a delay: whoever waits looks, and looks again.
      if (!/^(Get|List|Delete)/.test(action)) this.#arrived(queue);
      return;
    }
    this.#followJson(action, queue, asked.parse(request.body), answer);
  }

  #followJson(action: string, queue: string, body: z.infer<typeof asked>, answer: string): void {
    const known = this.#known(queue);
    const told = (): unknown => JSON.parse(answer || "{}");
    switch (action) {
      case "CreateQueue":
      case "SetQueueAttributes":
        this.#set(queue, attributes.parse(body).Attributes);
        this.#arrived(queue);
        break;
      case "GetQueueAttributes":
        if (answer.includes('"VisibilityTimeout"'))
          this.#set(queue, attributes.parse(told()).Attributes);
        break;
      case "DeleteQueue":
        known.hidden.clear();
        Object.assign(known, NEW_QUEUE);
        this.#arrived(queue);
        this.#forgetIfPlain(queue, known);
        break;
      case "PurgeQueue":
        known.hidden.clear();
        this.#arrived(queue);
        break;
      case "SendMessage":
        this.#sent(queue, [body]);
        break;
      case "SendMessageBatch":
        this.#sent(queue, done(body, told()));
        break;
      case "ReceiveMessage":
        this.#received(queue, body, received.parse(told()).Messages);
        break;
      case "DeleteMessage":
        known.hidden.delete(body.ReceiptHandle ?? "");
        break;
      case "DeleteMessageBatch":
        for (const one of done(body, told())) known.hidden.delete(one.ReceiptHandle ?? "");
        // A message group that was held up by what went may go on.
        if (queue.endsWith(".fifo")) this.#arrived(queue);
        break;
      case "ChangeMessageVisibility":
        this.#changed(queue, [body]);
        break;
      case "ChangeMessageVisibilityBatch":
        this.#changed(queue, done(body, told()));
        break;
    }
  }

  #set(queue: string, set: Readonly<Record<string, string>> = {}): void {
    const known = this.#known(queue);
    const { VisibilityTimeout: visibility, DelaySeconds: delay, RedrivePolicy: redrive } = set;
    if (visibility !== undefined) known.visibilitySeconds = Number(visibility);
    if (delay !== undefined) known.delaySeconds = Number(delay);
    if (redrive !== undefined) {
      known.deadLetterQueue = /"deadLetterTargetArn"\s*:\s*"[^"]*:([^":]+)"/.exec(redrive)?.[1];
    }
  }

  #sent(queue: string, entries: readonly z.infer<typeof entry>[]): void {
    const known = this.#known(queue);
    for (const { DelaySeconds: delay = known.delaySeconds } of entries) {
      if (delay === 0) continue;
      this.#delayed += 1;
      this.#hide(queue, this.#delayed, delay);
    }
    this.#arrived(queue);
  }

  #received(
    queue: string,
    { VisibilityTimeout: given }: z.infer<typeof asked>,
    messages: readonly { readonly ReceiptHandle: string }[],
  ): void {
    const known = this.#known(queue);
    for (const { ReceiptHandle: handle } of messages) {
      this.#hide(queue, handle, given ?? known.visibilitySeconds);
    }
    // What was received too often goes to the dead letters with the next receive, which says nothing of it.
    if (known.deadLetterQueue !== undefined) this.#arrived(known.deadLetterQueue);
  }

  #changed(queue: string, entries: readonly z.infer<typeof entry>[]): void {
    for (const { ReceiptHandle: handle = "", VisibilityTimeout: visibility = 0 } of entries) {
      if (visibility > 0) this.#hide(queue, handle, visibility);
      else this.#known(queue).hidden.delete(handle);
    }
    this.#arrived(queue);
  }

  #hide(queue: string, key: string | number, forSeconds: number): void {
    const known = this.#known(queue);
    known.hidden.set(key, this.#now() + forSeconds * 1_000 + MARGIN_MS);
    if (known.hidden.size < known.tidyAt) return;
    // Where nobody waits, nobody asks what is due.
    if (this.dueInMs(queue) === 0) this.#arrived(queue);
    known.tidyAt = Math.max(TIDY_AT, 2 * known.hidden.size);
  }

  #arrived(queue: string): void {
    for (const listener of this.#known(queue).listeners) listener();
  }

  /** Of a queue that is gone, or never was, nothing is to be remembered. */
  #forgetIfPlain(queue: string, known: Known): void {
    const { visibilitySeconds, delaySeconds, deadLetterQueue, hidden, listeners } = known;
    const isNew = visibilitySeconds === NEW_QUEUE.visibilitySeconds && delaySeconds === 0;
    if (!isNew || deadLetterQueue !== undefined || hidden.size > 0 || listeners.size > 0) return;
    if (this.#queues.get(queue) === known) this.#queues.delete(queue);
  }

  #known(queue: string): Known {
    const known = this.#queues.get(queue);
    if (known) return known;
    const fresh: Known = {
      ...NEW_QUEUE,
      hidden: new Map(),
      listeners: new Set(),
      tidyAt: TIDY_AT,
    };
    this.#queues.set(queue, fresh);
    return fresh;
  }
}

/** The entries of a batch that were done. */
function done(body: z.infer<typeof asked>, answer: unknown): readonly z.infer<typeof entry>[] {
  const ids = new Set(named.parse(answer).Successful.map(({ Id }) => Id));
  return (body.Entries ?? []).filter(({ Id = "" }) => ids.has(Id));
}
