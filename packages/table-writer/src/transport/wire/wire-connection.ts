import type { OnReadOpts, Socket } from "node:net";
import type { WireAnswer } from "./wire-answer-head.ts";
import { AnswerParser } from "./wire-answer-parser.ts";

/** Opens a connection that reads into the given buffer. */
export type OpenSocket = (onread: OnReadOpts) => Socket;

/** DynamoDB's usual answer has some hundred bytes. Longer ones come in several reads. */
const READ_BUFFER_BYTES = 16_384;
/** Left of the time that the server keeps a connection: a request takes a while to get there. */
const KEEP_ALIVE_MARGIN_MS = 1_000;
const KEEP_ALIVE_TIMEOUT = /(?:^|[,; ])timeout=(\d{1,6})/i;

interface Exchange {
  readonly parser: AnswerParser;
  readonly resolve: (answer: WireAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** One connection: one request at a time, again and again as long as both sides keep it. */
export class WireConnection {
  readonly #socket: Socket;
  readonly #onClose: () => void;
  #exchange: Exchange | undefined;
  #isOpen = true;
  /** How long the server said that it keeps the connection when nothing is asked of it. */
  #keptForMs = Number.POSITIVE_INFINITY;

  /** @param onClose called when it serves no more requests, for whatever reason */
  constructor(open: OpenSocket, onClose: () => void) {
    this.#onClose = onClose;
    const buffer = Buffer.allocUnsafeSlow(READ_BUFFER_BYTES);
    this.#socket = open({
      buffer,
      callback: (length) => {
        this.#read(buffer.subarray(0, length));
        return true;
      },
    });
    this.#socket.on("error", (error) => this.close(error));
    this.#socket.on("timeout", () => this.close(timeoutError()));
    this.#socket.on("end", () => this.#ended());
    this.#socket.on("close", () => this.close(closedError()));
  }

  /**
   * Sends a request in one write. Only one may be open at a time.
   *
   * @param request head and body; not to be changed before the promise has resolved
   * @throws the connection's error with its `code`; `TimeoutError` when too long no byte came; what
   * `close` was called with
   */
  exchange(request: Buffer): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      this.#exchange = { parser: new AnswerParser(), resolve, reject };
      this.#socket.ref();
      this.#socket.write(request);
    });
  }

  /** Whether it can take a request. */
  get isFree(): boolean {
    return this.#isOpen && this.#exchange === undefined;
  }

  /** For how many milliseconds it may stay unused and still be trusted. */
  get keptForMs(): number {
    return this.#keptForMs;
  }

  /** Ends it. A request that has no answer yet fails with the error. */
  close(error: Error): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#socket.destroy();
    this.#exchange?.reject(error);
    this.#exchange = undefined;
    this.#onClose();
  }

  #read(bytes: Buffer): void {
    if (this.#exchange === undefined) {
      this.close(closedError());
      return;
    }
    try {
      const answer = this.#exchange.parser.push(bytes);
      if (answer !== undefined) this.#answered(answer);
    } catch (error) {
      this.close(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #ended(): void {
    const answer = this.#exchange?.parser.end();
    if (answer !== undefined) this.#answered(answer);
    this.close(closedError());
  }

  #answered(answer: WireAnswer): void {
    this.#exchange?.resolve(answer);
    this.#exchange = undefined;
    const isSent = this.#socket.writableLength === 0;
    this.#keptForMs = keptForMs(answer.headers.get("keep-alive"));
    if (!isSent || !answer.keepsAlive || this.#keptForMs <= 0) this.close(closedError());
    // A connection that nobody uses should keep no process running.
    else this.#socket.unref();
  }
}

function keptForMs(hint: string | undefined): number {
  const seconds = hint === undefined ? undefined : KEEP_ALIVE_TIMEOUT.exec(hint)?.[1];
  if (seconds === undefined) return Number.POSITIVE_INFINITY;
  return Number(seconds) * 1_000 - KEEP_ALIVE_MARGIN_MS;
}

/** As Node's own client says it. */
function closedError(): Error {
  const error = new Error("the connection was closed before the answer was whole");
  return Object.assign(error, { code: "ECONNRESET" });
}

function timeoutError(): Error {
  return Object.assign(new Error("no answer came in time"), { name: "TimeoutError" });
}
