import type { Socket } from "node:net";
import { answerFraming, statusOf } from "./framing.ts";
import { type Message, MessageReader } from "./message-reader.ts";

/** How long the engine may stay silent, in milliseconds. */
const SILENCE_MS = 60_000;

/** A kept connection that the engine closed just as it was used again: nothing was read of the request. */
export class StaleConnection extends Error {}

interface Waiting {
  readonly method: string;
  readonly resolve: (answer: Message) => void;
  readonly reject: (error: Error) => void;
}

/** One connection to the engine: one request at a time, each with its whole answer. */
export class EngineConnection {
  readonly #socket: Socket;
  readonly #reader: MessageReader;
  #waiting: Waiting | undefined;
  #answers = 0;
  #hasBytes = false;
  #isOpen = true;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#reader = new MessageReader((head) => answerFraming(head, this.#waiting?.method ?? ""));
    socket.setTimeout(SILENCE_MS, () => {
      // It may have done what was asked: that is not asked again.
      this.#end(new Error(`it was silent for ${SILENCE_MS} ms`), false);
    });
    socket.on("data", (chunk: Buffer) => {
      this.#hasBytes = true;
      this.#reader.push(chunk);
      this.#read(false);
    });
    socket.on("end", () => this.#read(true));
    socket.on("error", (error) => this.#end(error));
    socket.on("close", () => this.#end(new Error("it closed the connection")));
  }

  /** Whether it can take a further request. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /**
   * Sends a request.
   *
   * @throws StaleConnection, or what went wrong with the connection
   */
  exchange(bytes: Buffer, method: string): Promise<Message> {
    return new Promise((resolve, reject) => {
      this.#waiting = { method, resolve, reject };
      this.#hasBytes = false;
      this.#socket.write(bytes);
    });
  }

  close(): void {
    this.#isOpen = false;
    this.#socket.destroy();
  }

  #read(isEnded: boolean): void {
    for (;;) {
      const answer = this.#reader.next(isEnded);
      if (typeof answer === "string") {
        if (answer === "malformed") this.#end(new Error("its answer can't be read"));
        else if (isEnded) this.#end(new Error("it closed the connection"));
        return;
      }
      // 100 Continue and its like come before the answer.
      if ((statusOf(answer.head) ?? 0) < 200) continue;
      this.#answers += 1;
      const waiting = this.#waiting;
      this.#waiting = undefined;
      const connection = answer.head.value("connection")?.toLowerCase();
      const isKept = answer.head.firstLine.startsWith("HTTP/1.1") && connection !== "close";
      if (isEnded || !isKept || waiting === undefined) this.close();
      waiting?.resolve(answer);
      return;
    }
  }

  #end(error: Error, mayBeStale = true): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.close();
    const isStale = mayBeStale && this.#answers > 0 && !this.#hasBytes;
    waiting?.reject(isStale ? new StaleConnection(error.message) : error);
  }
}
