import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import { functionReference } from "../lambda-host/function-reference.ts";
import type { InvocationResult, InvokeFunction } from "../lambda-host/lambda-host.ts";
import { failedMessages } from "./batch-response.ts";
import { BatchWindow } from "./batch-window.ts";
import { queueEvent } from "./queue-event.ts";
import type { QueueMapping } from "./queue-mapping.ts";

export interface QueueSourceOptions {
  readonly mapping: QueueMapping;
  readonly queueUrl: string;
  /** Calls as the function's role, which may change. */
  readonly client: () => Promise<SQSClient>;
  readonly clock: Clock;
  readonly invoke: InvokeFunction;
  readonly onError: ErrorReport;
}

/** ReceiveMessage and DeleteMessageBatch take this many. */
const MESSAGES_PER_REQUEST = 10;
/** Lambda's limit for the payload of a synchronous invocation. */
const MAX_PAYLOAD_BYTES = 6 * 1_024 * 1_024;
/** What a record weighs beside its body, generously. */
const RECORD_BYTES = 1_024;
/** Lambda begins with five concurrent batches; this one stays there. */
const DEFAULT_CONCURRENCY = 5;
const LOOK_EVERY_MS = 250;
const RETRY_THROTTLED_EVERY_MS = 1_000;
/** After an error it rests for so long, doubled with each further one. */
const REST_AFTER_ERROR_MS = 2_000;
const LONGEST_REST_MS = 30_000;

/** Delivers the messages of one queue to one function, as an enabled event source mapping does. */
export class QueueSource {
  readonly #options: QueueSourceOptions;
  readonly #window: BatchWindow<Message>;
  readonly #limit: number;
  readonly #stopping = new AbortController();
  readonly #underWay = new Set<Promise<void>>();
  readonly #ended: Promise<void>;
  #visibility: Promise<number> | undefined;
  #errors = 0;
  #problem: string | undefined;

  constructor(options: QueueSourceOptions) {
    const { mapping } = options;
    this.#options = options;
    this.#limit = mapping.maximumConcurrency ?? DEFAULT_CONCURRENCY;
    this.#window = new BatchWindow({
      batchSize: mapping.batchSize,
      windowMs: mapping.windowSeconds * 1_000,
      maxBytes: MAX_PAYLOAD_BYTES,
      sizeOf: (message) => Buffer.byteLength(message.Body ?? "") + RECORD_BYTES,
    });
    this.#ended = this.#run();
  }

  get mapping(): QueueMapping {
    return this.#options.mapping;
  }

  /** Why it can't poll, such as a right that the function's role lacks; undefined when it can. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Receives no more, delivers what was received, and waits until that is done. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // No slot free: messages stay in the queue, where they keep their visibility.
      if (this.#underWay.size >= this.#limit) {
        await Promise.race(this.#underWay);
        continue;
      }
      const received = await this.#poll();
      const batch = this.#window.take(clock.now());
      if (batch !== undefined) this.#dispatch(batch);
      else if (received === 0) await this.#rest();
    }
    // What was received belongs to somebody: waiting for its visibility to end would delay it.
    const left = this.#window.take(Number.POSITIVE_INFINITY);
    if (left !== undefined) this.#dispatch(left);
  }

  /** Receives, and rests the longer the more often that fails. */
  async #poll(): Promise<number> {
    const { clock } = this.#options;
    try {
      const received = await this.#receive();
      this.#errors = 0;
      this.#problem = undefined;
      return received;
    } catch (error) {
      if (!(error instanceof QueueDoesNotExist)) this.#failed(error);
      const restMs = Math.min(LONGEST_REST_MS, REST_AFTER_ERROR_MS * 2 ** this.#errors);
      this.#errors += 1;
      await clock.sleep(restMs, this.#stopping.signal).catch(() => undefined);
      return 0;
    }
  }

  /** Says what went wrong, once as long as it is the same. */
  #failed(error: unknown): void {
    const { mapping, onError } = this.#options;
    const problem = error instanceof Error ? error.message : String(error);
    if (problem === this.#problem) return;
    this.#problem = problem;
    if (!this.#stopping.signal.aborted) onError(`event source ${mapping.uuid}`, error);
  }

  async #receive(): Promise<number> {
    const { queueUrl, clock } = this.#options;
    const { room } = this.#window;
    if (room === 0) return 0;
    // As Lambda does, which can't do without it.
    await this.#visibilityTimeoutMs();
    const client = await this.#options.client();
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(MESSAGES_PER_REQUEST, room),
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    this.#window.add(clock.now(), messages);
    return messages.length;
  }

  async #rest(): Promise<void> {
    const { clock } = this.#options;
    const due = this.#window.remainingMs(clock.now()) ?? LOOK_EVERY_MS;
    const restMs = Math.max(1, Math.min(LOOK_EVERY_MS, due));
    await clock.sleep(restMs, this.#stopping.signal).catch(() => undefined);
  }

  #dispatch(batch: readonly Message[]): void {
    const delivery = this.#deliver(batch)
      .catch((error: unknown) => this.#failed(error))
      .finally(() => this.#underWay.delete(delivery));
    this.#underWay.add(delivery);
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    const { mapping } = this.#options;
    const result = await this.#invoke(batch);
    // Messages that are not deleted show again when their visibility timeout has passed.
    if (result?.kind !== "ran" || result.failed) return;
    const ids = batch.map((message) => message.MessageId ?? "");
    const failed = mapping.reportsItemFailures
      ? failedMessages(result.payload.toString("utf8"), ids)
      : new Set<string>();
    if (failed === "all") return;
    await this.#delete(batch.filter((message) => !failed.has(message.MessageId ?? "")));
  }

  /** Invokes, and while throttled tries again until the messages show again in the queue. */
  async #invoke(batch: readonly Message[]): Promise<InvocationResult | undefined> {
    const { mapping, clock, invoke } = this.#options;
    const payload = Buffer.from(JSON.stringify(queueEvent(batch, mapping.queueArn)));
    const receivedAt = clock.now();
    for (;;) {
      const result = await invoke(functionReference(mapping.functionArn), payload);
      if (result.kind !== "throttled") return result;
      const visibleAt = receivedAt + (await this.#visibilityTimeoutMs());
      if (clock.now() + RETRY_THROTTLED_EVERY_MS >= visibleAt) return undefined;
      if (this.#stopping.signal.aborted) return undefined;
      await clock.sleep(RETRY_THROTTLED_EVERY_MS);
    }
  }

  /** Asked once; a failure is asked anew. */
  #visibilityTimeoutMs(): Promise<number> {
    this.#visibility ??= this.#askVisibilityTimeoutMs().catch((error: unknown) => {
      this.#visibility = undefined;
      throw error;
    });
    return this.#visibility;
  }

  async #askVisibilityTimeoutMs(): Promise<number> {
    const { queueUrl } = this.#options;
    const client = await this.#options.client();
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ["VisibilityTimeout"] }),
    );
    return Number(attributes?.VisibilityTimeout ?? 0) * 1_000;
  }

  async #delete(messages: readonly Message[]): Promise<void> {
    const { queueUrl } = this.#options;
    const client = await this.#options.client();
    for (let from = 0; from < messages.length; from += MESSAGES_PER_REQUEST) {
      const Entries = messages
        .slice(from, from + MESSAGES_PER_REQUEST)
        .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    }
  }
}
