import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** Reads and sets queues' policies in moto itself, past whatever the gateway keeps of them. */
export class QueuePolicies {
  readonly #client: SQSClient;

  /** @param client of moto, not of the gateway */
  constructor(client: SQSClient) {
    this.#client = client;
  }

  /** The policy that moto holds; undefined when it holds none. */
  async get(queue: string): Promise<string | undefined> {
    const { Attributes: attributes } = await this.#client.send(
      new GetQueueAttributesCommand({
        QueueUrl: await this.#url(queue),
        AttributeNames: ["Policy"],
      }),
    );
    return attributes?.Policy;
  }

  async set(queue: string, Policy: string): Promise<void> {
    const QueueUrl = await this.#url(queue);
    await this.#client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  }

  async #url(QueueName: string): Promise<string | undefined> {
    return (await this.#client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl;
  }
}
