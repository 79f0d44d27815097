import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** ReceiveMessage and DeleteMessageBatch take this many. */
const MESSAGES_PER_REQUEST = 10;

/** What Lambda asks of a queue with a function's role. */
export class QueueClient {
  readonly #client: () => Promise<SQSClient>;
  readonly #queueUrl: string;
  #visibility: Promise<number> | undefined;

  /** @param client calls as the function's role, which may change */
  constructor(client: () => Promise<SQSClient>, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  /** @param atMost messages; a request gives ten */
  async receive(atMost: number): Promise<readonly Message[]> {
    // As Lambda does, which can't do without it.
    await this.visibilityTimeoutMs();
    const client = await this.#client();
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#queueUrl,
        MaxNumberOfMessages: Math.min(MESSAGES_PER_REQUEST, atMost),
        WaitTimeSeconds: 0,
        MessageSystemAttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      }),
    );
    return messages;
  }

  async delete(messages: readonly Message[]): Promise<void> {
    if (messages.length === 0) return;
    const client = await this.#client();
    for (let from = 0; from < messages.length; from += MESSAGES_PER_REQUEST) {
      const Entries = messages
        .slice(from, from + MESSAGES_PER_REQUEST)
        .map((message, index) => ({ Id: String(index), ReceiptHandle: message.ReceiptHandle }));
      await client.send(new DeleteMessageBatchCommand({ QueueUrl: this.#queueUrl, Entries }));
    }
  }

  /** Asked once; a failure is asked anew. */
  visibilityTimeoutMs(): Promise<number> {
    this.#visibility ??= this.#askVisibilityTimeoutMs().catch((error: unknown) => {
      this.#visibility = undefined;
      throw error;
    });
    return this.#visibility;
  }

  async #askVisibilityTimeoutMs(): Promise<number> {
    const client = await this.#client();
    const { Attributes: attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: this.#queueUrl,
        AttributeNames: ["VisibilityTimeout"],
      }),
    );
    return Number(attributes?.VisibilityTimeout ?? 0) * 1_000;
  }
}
