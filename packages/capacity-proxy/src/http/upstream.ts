import * as net from "node:net";
import * as tls from "node:tls";
import { capacityProxyError } from "../capacity-proxy-error.ts";
import { type Answer, engineAnswer, messageOf } from "./answer.ts";
import { EngineConnection, StaleConnection } from "./engine-connection.ts";
import {
  credentialScope,
  type IncomingRequest,
  isLastRequest,
  waitsForContinue,
} from "./incoming-request.ts";
import type { MessageHead } from "./message-head.ts";
import type { Message } from "./message-reader.ts";
import { type JsonObject, parseJsonObject } from "./wire-json.ts";

/** The engine behind the proxy, over connections that are kept. */
export class Upstream {
  readonly #target: URL;
  readonly #idle: EngineConnection[] = [];
  readonly #open = new Set<EngineConnection>();

  constructor(target: URL) {
    this.#target = target;
  }

  /**
   * Sends a request with this body and reads the whole answer. Headers go as they came, Host and
   * signature included; when the body is another than the client's, its signed hash doesn't fit.
   *
   * @throws TARGET_UNREACHABLE
   */
  send(request: IncomingRequest, body: Buffer = request.body): Promise<Answer> {
    const { head, method } = request;
    const coding = head.value("accept-encoding");
    const isSame = body === request.body && (coding === undefined || coding === "identity");
    if (isSame) return this.pass(request.bytes, method, head);
    const text = head.text({
      "content-length": String(body.length),
      "transfer-encoding": undefined,
      ...(waitsForContinue(head) ? { expect: undefined } : {}),
      // The answer is read here, so it must not come compressed.
      ...(coding === undefined ? {} : { "accept-encoding": "identity" }),
    });
    return this.pass(messageOf(text, body), method, head);
  }

  /**
   * Sends a request byte for byte and reads the whole answer.
   *
   * @throws TARGET_UNREACHABLE
   */
  async pass(bytes: Buffer, method: string, head: MessageHead): Promise<Answer> {
    return engineAnswer(await this.#exchange(bytes, method), isLastRequest(head));
  }

  /**
   * Calls an operation for the proxy itself, as whoever sent `request`: with the same access key
   * and region, unsigned, since only they can sign.
   */
  async call(request: IncomingRequest, operation: string, content: JsonObject): Promise<Answer> {
    const { accessKeyId, region } = credentialScope(request.head);
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
    const scope = `${accessKeyId}/${date.slice(0, 8)}/${region}/dynamodb/aws4_request`;
    const body = Buffer.from(JSON.stringify(content));
    const lines = [
      "POST / HTTP/1.1",
      `host: ${request.head.value("host") ?? this.#target.host}`,
      "content-type: application/x-amz-json-1.0",
      `content-length: ${body.length}`,
      `x-amz-target: DynamoDB_20120810.${operation}`,
      `x-amz-date: ${date}`,
      `authorization: AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${"0".repeat(64)}`,
    ];
    const bytes = messageOf(`${lines.join("\r\n")}\r\n\r\n`, body);
    return engineAnswer(await this.#exchange(bytes, "POST"), false);
  }

  /** A connection of its own, for what can't be read here. */
  connect(): net.Socket {
    // A URL puts IPv6 addresses in brackets; a socket wants them without.
    const host = this.#target.hostname.replace(/^\[|\]$/g, "");
    const isSecure = this.#target.protocol === "https:";
    const port = Number(this.#target.port || (isSecure ? 443 : 80));
    if (!isSecure) return net.connect({ host, port, noDelay: true });
    return tls.connect({ host, port, ...(net.isIP(host) === 0 ? { servername: host } : {}) });
  }

  close(): void {
    for (const connection of this.#open) connection.close();
  }

  async #exchange(bytes: Buffer, method: string): Promise<Message> {
    try {
      const kept = this.#kept();
      if (kept !== undefined) {
        try {
          return await this.#exchangeOver(kept, bytes, method);
        } catch (error) {
          // The engine may close a kept connection just as it is used again.
          if (!(error instanceof StaleConnection)) throw error;
        }
      }
      return await this.#exchangeOver(new EngineConnection(this.connect()), bytes, method);
    } catch (error) {
      throw this.#unreachable(error);
    }
  }

  async #exchangeOver(
    connection: EngineConnection,
    bytes: Buffer,
    method: string,
  ): Promise<Message> {
    this.#open.add(connection);
    try {
      return await connection.exchange(bytes, method);
    } finally {
      if (connection.isOpen) this.#idle.push(connection);
      else this.#open.delete(connection);
    }
  }

  #kept(): EngineConnection | undefined {
    for (;;) {
      const connection = this.#idle.pop();
      if (connection === undefined || connection.isOpen) return connection;
      this.#open.delete(connection);
    }
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

/** The content of an answer that went well; undefined otherwise. */
export function contentOf(answer: Answer): JsonObject | undefined {
  return answer.status === 200 ? parseJsonObject(answer.body) : undefined;
}
