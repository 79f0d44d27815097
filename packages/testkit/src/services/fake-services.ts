import { createHash } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  request as requestOf,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { FakeObjects } from "./fake-objects.ts";

/** What a queue is asked for, beside taking messages. */
export interface FakeServicesOptions {
  /** Where requests for DynamoDB go, such as DynamoDB Local. Default: there is none. */
  readonly dynamodb?: string;
  /** Called with each message that is sent to a queue. */
  readonly onMessage?: (body: string, delaySeconds: number) => void;
  /** Called when a message is hidden for so many seconds. */
  readonly onHidden?: (receiptHandle: string, seconds: number) => void;
}

interface SqsEntry {
  readonly Id: string;
  readonly MessageBody: string;
  readonly DelaySeconds?: number;
}

/** One endpoint for all services that a worker needs. */
export interface FakeServices extends FakeObjects {
  readonly url: string;
  /** Bodies of the requests to SNS, as forms. */
  readonly notices: readonly URLSearchParams[];
  close(): Promise<void>;
}

/**
 * Serves S3 (objects in memory), SQS (sends and hidden messages are told), SNS (kept) and DynamoDB (passed on) at one
 * address, for processes whose clients have an `endpoint`. It answers at once and refuses nobody.
 *
 * @example
 * const services = await fakeServices({ dynamodb: dynamoDbLocalEndpoint() });
 * services.objects.set("bucket/key", Buffer.from("text"));
 * const s3 = new S3Client({ endpoint: services.url, forcePathStyle: true, ...localClientSettings });
 */
export async function fakeServices(options: FakeServicesOptions = {}): Promise<FakeServices> {
  const services = new Services(options);
  await services.listen();
  return services;
}

class Services extends FakeObjects implements FakeServices {
  readonly notices: URLSearchParams[] = [];
  readonly #options: FakeServicesOptions;
  readonly #server = createServer((incoming, response) => {
    this.#answer(incoming, response).catch(() => response.destroy());
  });

  constructor(options: FakeServicesOptions) {
    super();
    this.#options = options;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = String(incoming.headers["x-amz-target"] ?? "");
    const { dynamodb } = this.#options;
    if (target.startsWith("DynamoDB") && dynamodb !== undefined) {
      passOn(incoming, response, dynamodb);
      return;
    }
    const body = await bytesOf(incoming);
    if (target.startsWith("AmazonSQS.")) {
      this.#queue(target.slice("AmazonSQS.".length), JSON.parse(String(body)), response);
      return;
    }
    const { pathname: path, searchParams: query } = new URL(incoming.url ?? "", "http://s3");
    if (incoming.method === "POST" && path === "/") {
      this.notices.push(new URLSearchParams(String(body)));
      response.end("<PublishResponse/>");
      return;
    }
    const { method = "GET", headers } = incoming;
    this.answer({ method, path, query, headers, body }, response);
  }

  #queue(
    operation: string,
    asked: SqsEntry & {
      readonly Entries?: readonly SqsEntry[];
      readonly ReceiptHandle?: string;
      readonly VisibilityTimeout?: number;
    },
    response: ServerResponse,
  ): void {
    const { onMessage, onHidden } = this.#options;
    if (operation === "ChangeMessageVisibility") {
      onHidden?.(asked.ReceiptHandle ?? "", asked.VisibilityTimeout ?? 0);
    }
    const entries = operation === "SendMessage" ? [asked] : (asked.Entries ?? []);
    for (const { MessageBody, DelaySeconds = 0 } of entries) onMessage?.(MessageBody, DelaySeconds);
    const Successful = entries.map(({ Id, MessageBody }) => ({
      ...{ Id, MessageId: Id ?? "0" },
      // The SDK looks whether it is right.
      MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
    }));
    response.writeHead(200, { "content-type": "application/x-amz-json-1.0" });
    response.end(JSON.stringify({ ...Successful[0], Successful, Failed: [] }));
  }
}

function passOn(incoming: IncomingMessage, response: ServerResponse, to: string): void {
  const { method, headers } = incoming;
  const outgoing = requestOf(to, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(response);
  });
  outgoing.on("error", () => response.destroy());
  // Whoever was killed waits for nothing.
  response.on("close", () => outgoing.destroy());
  incoming.pipe(outgoing);
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}
