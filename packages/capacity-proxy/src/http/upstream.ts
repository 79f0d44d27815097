import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream/promises";
import { capacityProxyError } from "../capacity-proxy-error.ts";
import type { Answer } from "./answer.ts";
import { credentialScope, type IncomingRequest } from "./incoming-request.ts";
import { type JsonObject, parseJsonObject } from "./wire-json.ts";

/** Headers that belong to one connection, not to the request. */
const CONNECTION_HEADERS = new Set([
  ..."connection keep-alive proxy-connection te trailer transfer-encoding upgrade expect".split(
    " ",
  ),
]);

/** How long the engine may stay silent, in milliseconds. */
const SILENCE_MS = 60_000;

/** The engine behind the proxy, over connections that are kept. */
export class Upstream {
  readonly #target: URL;
  readonly #module: typeof http | typeof https;
  readonly #agent: http.Agent;

  constructor(target: URL) {
    this.#target = target;
    this.#module = target.protocol === "https:" ? https : http;
    this.#agent = new this.#module.Agent({ keepAlive: true });
  }

  /**
   * Sends a request with this body and reads the whole answer. Headers go as they came, Host and
   * signature included; when the body is another than the client's, its signed hash doesn't fit.
   *
   * @throws TARGET_UNREACHABLE
   */
  async send(request: IncomingRequest, body: Buffer = request.body): Promise<Answer> {
    const headers = {
      ...withoutConnection(request.headers),
      // The answer is read here, so it must not come compressed.
      "accept-encoding": "identity",
      "content-length": String(body.length),
    };
    const exchange = (agent: http.Agent | false) =>
      this.#open(agent, request.method, request.path, headers, (outgoing) => outgoing.end(body));
    const answer = await exchange(this.#agent).catch((error: unknown) => {
      // The engine may close a kept connection just as it is used again: then nothing was read.
      if (error instanceof StaleConnection) return exchange(false);
      throw error;
    });
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
    } catch (error) {
      throw this.#unreachable(error);
    }
    return {
      status: answer.statusCode ?? 502,
      ...(answer.statusMessage ? { reason: answer.statusMessage } : {}),
      headers: withoutConnection(answer.headers),
      body: Buffer.concat(chunks),
    };
  }

  /** Passes a request and its answer through as they come, without holding either. */
  async pass(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    // What is streamed can't be sent twice, so it must not meet a connection that has gone stale.
    const answer = await this.#open(
      false,
      incoming.method ?? "POST",
      incoming.url ?? "/",
      withoutConnection(incoming.headers),
      (request) => {
        incoming.pipe(request);
        incoming.once("error", (error) => request.destroy(error));
        outgoing.once("close", () => {
          if (!outgoing.writableFinished) request.destroy();
        });
      },
    );
    const { statusCode = 502, statusMessage } = answer;
    outgoing.writeHead(statusCode, statusMessage, withoutConnection(answer.headers));
    await pipeline(answer, outgoing);
  }

  /**
   * Calls an operation for the proxy itself, as whoever sent `request`: with the same access key
   * and region, unsigned, since only they can sign.
   */
  async call(request: IncomingRequest, operation: string, content: JsonObject): Promise<Answer> {
    const { accessKeyId, region } = credentialScope(request.headers);
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const scope = `${accessKeyId}/${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
    return this.send(
      {
        ...request,
        method: "POST",
        path: "/",
        operation,
        headers: {
          host: request.headers.host ?? this.#target.host,
          "content-type": "application/x-amz-json-1.0",
          "x-amz-target": `DynamoDB_20120810.${operation}`,
          "x-amz-date": date,
          authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
        },
      },
      Buffer.from(JSON.stringify(content)),
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  #open(
    agent: http.Agent | false,
    method: string,
    path: string,
    headers: http.OutgoingHttpHeaders,
    write: (outgoing: http.ClientRequest) => void,
  ): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = this.#module.request(
        { ...address(this.#target), method, path, headers, agent },
        resolve,
      );
      outgoing.setTimeout(SILENCE_MS, () => {
        outgoing.destroy(new Error(`it was silent for ${SILENCE_MS} ms`));
      });
      outgoing.on("error", (error: NodeJS.ErrnoException) => {
        const stale = outgoing.reusedSocket && error.code === "ECONNRESET";
        reject(stale ? new StaleConnection(error.message) : this.#unreachable(error));
      });
      write(outgoing);
    });
  }

  #unreachable(cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    return capacityProxyError(
      "TARGET_UNREACHABLE",
      `the DynamoDB endpoint ${this.#target.origin} did not answer: ${message || code}`,
      { cause, hint: "Is it running, and is --target its address?" },
    );
  }
}

class StaleConnection extends Error {}

/** The content of an answer that went well; undefined otherwise. */
export function contentOf(answer: Answer): JsonObject | undefined {
  return answer.status === 200 ? parseJsonObject(answer.body) : undefined;
}

function address(target: URL): { protocol: string; hostname: string; port: string } {
  // A URL puts IPv6 addresses in brackets; a socket wants them without.
  const hostname = target.hostname.replace(/^\[|\]$/g, "");
  return { protocol: target.protocol, hostname, port: target.port };
}

function withoutConnection(headers: http.IncomingHttpHeaders): http.IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !CONNECTION_HEADERS.has(name)),
  );
}
