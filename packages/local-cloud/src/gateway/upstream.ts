import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { pipeline } from "node:stream/promises";
import type { OwnAnswer } from "../access/answers/error-answer.ts";
import { type BufferedAnswer, type Exchange, readAll } from "./exchange.ts";

/** What may be changed of a request on its way through. */
export interface PassOptions {
  /** In place of the body that came. */
  readonly body?: string | Buffer;
  /** Beside, or in place of, the headers that came. */
  readonly headers?: OutgoingHttpHeaders;
}

/**
 * The server behind the gateway that answers a request: moto, or the capacity proxy before it.
 * Connections are kept alive, and the Host header stays as the client sent it, so that addresses
 * in answers (queue URLs) lead back to the gateway.
 */
export class Upstream {
  readonly #url: URL;
  readonly #agent = new Agent({ keepAlive: true });

  readonly #refuse: (exchange: Exchange) => OwnAnswer;

  /** @param refuse what is answered in place of the page with which moto says that it has no code for something */
  constructor(url: string, refuse: (exchange: Exchange) => OwnAnswer) {
    this.#url = new URL(url);
    this.#refuse = refuse;
  }

  /**
   * Sends the request on and streams the answer back, neither held in memory if it need not be.
   *
   * @param onHead told of the answer's status and headers before the client is
   */
  async stream(
    exchange: Exchange,
    onHead?: (status: number, headers: OutgoingHttpHeaders) => void,
  ): Promise<void> {
    const { request: incoming, response } = exchange;
    const body = await exchange.readBody;
    const length = body === undefined ? {} : { "content-length": body.length };
    const headers = { ...endToEnd(incoming.headers), ...length };
    const outgoing = request(this.#target(exchange, headers));
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve).once("error", reject);
    });
    const sent = pipeline(body === undefined ? incoming : [body], outgoing);
    // A server may answer before it has read everything; what counts then is the answer.
    sent.catch(() => undefined);
    const answer = await answered;
    onHead?.(answer.statusCode ?? 502, answer.headers);
    if (isPageOfNothing(answer)) {
      answer.resume();
      const own = this.#refuse(exchange);
      exchange.reply(own.status, own.body, own.headers);
      return;
    }
    exchange.begin(answer.statusCode ?? 502, endToEnd(answer.headers));
    await pipeline(answer, response);
  }

  /** Sends the request on with a body in hand, and gives the whole answer. */
  async fetch(exchange: Exchange, options: PassOptions = {}): Promise<BufferedAnswer> {
    const body = options.body ?? (await exchange.body());
    const headers = {
      ...endToEnd(exchange.request.headers),
      ...options.headers,
      "content-length": Buffer.byteLength(body),
      // A body that will be read here must come as text.
      "accept-encoding": "identity",
    };
    const outgoing = request(this.#target(exchange, headers));
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      outgoing.once("response", resolve).once("error", reject);
    });
    outgoing.end(body);
    const answer = await answered;
    return {
      status: answer.statusCode ?? 502,
      headers: endToEnd(answer.headers),
      body: await readAll(answer),
    };
  }

  close(): void {
    this.#agent.destroy();
  }

  #target(exchange: Exchange, headers: OutgoingHttpHeaders) {
    return {
      host: this.#url.hostname,
      port: this.#url.port,
      method: exchange.method,
      path: addressOf(exchange),
      headers,
      agent: this.#agent,
    };
  }
}

/** S3's own NotImplemented is 501 too, and no page. */
function isPageOfNothing({ statusCode, headers }: IncomingMessage): boolean {
  return statusCode === 501 && headers["content-type"]?.startsWith("text/html") === true;
}

const HOP_HEADERS = ["connection", "keep-alive", "expect", "transfer-encoding"];

/** Headers that concern one connection only stay behind; the client already got its 100 Continue. */
function endToEnd(headers: OutgoingHttpHeaders): OutgoingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !HOP_HEADERS.includes(name)),
  );
}

/**
 * The address that came, with a query for JSON. moto reads a body as a form first unless the address has
 * a query: of a text of the user's that holds `&Action=`, such as a stored link, it would take its operation.
 */
function addressOf({ operation, request: { url = "/" } }: Exchange): string {
  return operation === undefined || url.includes("?") ? url : `${url}?json`;
}
