import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { type CredentialScope, credentialScope } from "./credential-scope.ts";

/** An answer whose body was read whole. */
export interface BufferedAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/** One request to the gateway and its answer, with what routes need to know about it. */
export class Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  /** The path without its query, as sent (not decoded). */
  readonly path: string;
  readonly scope: CredentialScope | undefined;
  /** The operation of a JSON protocol request: `GetQueueAttributes` of `AmazonSQS.GetQueueAttributes`. */
  readonly operation: string | undefined;
  /** The `Action` of a query protocol request, once `readAction` was called. */
  action: string | undefined;
  /** Once it is answered: its status and the kind of its body. */
  answered: { readonly status: number; readonly contentType: string } | undefined;
  readonly #onAnswer: (exchange: Exchange) => void;
  #body: Promise<Buffer> | undefined;

  /** @param onAnswer called once it is answered, before the client can know */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    onAnswer: (exchange: Exchange) => void,
  ) {
    this.#onAnswer = onAnswer;
    this.request = request;
    this.response = response;
    this.method = request.method ?? "GET";
    const url = request.url ?? "/";
    this.path = url.split("?", 1)[0] ?? "/";
    this.scope = credentialScope(request.headers.authorization, url);
    const target = request.headers["x-amz-target"];
    this.operation = typeof target === "string" ? target.split(".").at(-1) : undefined;
  }

  /** What stands behind the question mark of its address. */
  get query(): URLSearchParams {
    return new URLSearchParams(this.request.url?.split("?", 2)[1]);
  }

  /** Whether it is one of DynamoDB Streams, which are signed for as DynamoDB's own. */
  get isOfStreams(): boolean {
    return String(this.request.headers["x-amz-target"]).startsWith("DynamoDBStreams_");
  }

  get service(): string | undefined {
    return this.scope?.service;
  }

  /** The region that the request is signed for. */
  get region(): string | undefined {
    return this.scope?.region;
  }

  /** The whole request body; read once, then kept. */
  body(): Promise<Buffer> {
    this.#body ??= readAll(this.request);
    return this.#body;
  }

  /** The body if it was read already: then it can't be streamed any more. */
  get readBody(): Promise<Buffer> | undefined {
    return this.#body;
  }

  /** Goes on with another body than the one that came. */
  replaceBody(body: Buffer): void {
    this.#body = Promise.resolve(body);
  }

  /** Reads the `Action` of a query protocol request, from its body or address. */
  async readAction(): Promise<void> {
    const body = (await this.body()).toString("utf8");
    const query = this.request.url?.split("?", 2)[1] ?? "";
    this.action = new URLSearchParams(body || query).get("Action") ?? undefined;
  }

  /** Begins the answer. */
  begin(status: number, headers: OutgoingHttpHeaders): void {
    this.answered = { status, contentType: String(headers["content-type"] ?? "") };
    this.#onAnswer(this);
    this.response.writeHead(status, headers);
  }

  /** Sends an answer of our own. */
  reply(
    status: number,
    body: string | Buffer,
    headers: Readonly<Record<string, string>> = {},
  ): void {
    this.begin(status, {
      "content-type": "application/json",
      ...headers,
      "content-length": Buffer.byteLength(body),
    });
    this.response.end(body);
  }

  /** Sends on a buffered answer, with another body when one is given. */
  answer(answer: BufferedAnswer, body: string | Buffer = answer.body): void {
    this.begin(answer.status, {
      ...answer.headers,
      "content-length": Buffer.byteLength(body),
    });
    this.response.end(body);
  }
}

/** Whether an answer is of the 2xx family. */
export function succeeded(answer: BufferedAnswer): boolean {
  return answer.status >= 200 && answer.status < 300;
}

/** Reads a stream to its end. */
export async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
