import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { readAll } from "../gateway/exchange.ts";
import { listen } from "../gateway/listen.ts";

/** One event on its way to the runtime. */
export interface RuntimeInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly payload: Uint8Array;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  readonly traceId: string;
  /** JSON in ASCII. */
  readonly clientContext?: string | undefined;
}

/** What the runtime made of an event. */
export interface RuntimeAnswer {
  readonly failed: boolean;
  readonly body: Buffer;
}

/** What a function may answer: 6 MB, and a little for what Lambda wraps around it. */
const MAX_RESPONSE_BYTES = 6 * 1_024 * 1_024 + 100;

const PREFIX = "/2018-06-01/runtime/";

/**
 * The server side of the Lambda Runtime API for one execution environment. It has a port of its own
 * because `AWS_LAMBDA_RUNTIME_API` is host and port and nothing more: any runtime client fits.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class RuntimeApi {
  readonly address: string;
  /** Settles at the runtime's first request: undefined when it waits for work, else its init error. */
  readonly initialised: Promise<RuntimeAnswer | undefined>;
  readonly #server: Server;
  readonly #settleInit: (error: RuntimeAnswer | undefined) => void;
  #waiting: ServerResponse | undefined;
  #current: { invocation: RuntimeInvocation; settle: (answer: RuntimeAnswer) => void } | undefined;
  #delivered = false;

  private constructor(server: Server, address: string) {
    const init = Promise.withResolvers<RuntimeAnswer | undefined>();
    this.#server = server;
    this.address = address;
    this.initialised = init.promise;
    this.#settleInit = init.resolve;
  }

  static async start(): Promise<RuntimeApi> {
    const server = createServer();
    server.requestTimeout = 0;
    // A runtime answers on the connection that it got the event by, minutes later perhaps. The usual 5 s would cut it
    // then, and a runtime that can't answer ends.
    server.keepAliveTimeout = 0;
    const port = await listen(server, "127.0.0.1", [0]);
    const api = new RuntimeApi(server, `127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      api.#handle(request, response).catch(() => response.destroy());
    });
    return api;
  }

  /** Hands over one event and waits for its answer. One at a time. */
  offer(invocation: RuntimeInvocation): Promise<RuntimeAnswer> {
    const answer = Promise.withResolvers<RuntimeAnswer>();
    this.#current = { invocation, settle: answer.resolve };
    this.#delivered = false;
    this.#deliver();
    return answer.promise;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = (request.url ?? "").replace(PREFIX, "");
    if (request.method === "GET" && route === "invocation/next") {
      this.#waiting = response;
      this.#settleInit(undefined);
      this.#deliver();
      return;
    }
    const body = await readAll(request);
    if (route === "init/error") {
      accept(response);
      this.#settleInit({ failed: true, body });
      return;
    }
    const [, requestId, outcome] = /^invocation\/([^/]+)\/(response|error)$/.exec(route) ?? [];
    if (requestId === undefined || requestId !== this.#current?.invocation.requestId) {
      refuse(response, 400, "InvalidRequestID", "no such invocation is under way");
      return;
    }
    const { settle } = this.#current;
    this.#current = undefined;
    if (outcome === "response" && body.length > MAX_RESPONSE_BYTES) {
      const limit = `maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
      refuse(response, 413, "RequestEntityTooLarge", `Exceeded ${limit}`);
      const errorMessage = `Response payload size exceeded ${limit}`;
      const error = { errorMessage, errorType: "Function.ResponseSizeTooLarge" };
      settle({ failed: true, body: Buffer.from(JSON.stringify(error)) });
      return;
    }
    accept(response);
    settle({ failed: outcome === "error", body });
  }

  #deliver(): void {
    if (!this.#waiting || !this.#current || this.#delivered) return;
    const { invocation } = this.#current;
    this.#waiting.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": invocation.requestId,
      "lambda-runtime-deadline-ms": invocation.deadlineMs,
      "lambda-runtime-invoked-function-arn": invocation.functionArn,
      "lambda-runtime-trace-id": invocation.traceId,
      ...(invocation.clientContext && {
        "lambda-runtime-client-context": invocation.clientContext,
      }),
    });
    this.#waiting.end(invocation.payload);
    this.#waiting = undefined;
    this.#delivered = true;
  }
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { "content-type": "application/json" });
  response.end('{"status":"OK"}');
}

function refuse(
  response: ServerResponse,
  status: number,
  errorType: string,
  errorMessage: string,
): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ errorMessage, errorType }));
}
