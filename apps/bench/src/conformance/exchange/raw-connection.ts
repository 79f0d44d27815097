import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { isInterim, parseAnswer, type RawAnswer } from "./raw-answer.ts";

/** Bytes to send, and what is to be known about their answers. */
export interface Sending {
  readonly bytes: Buffer;
  /** How many answers they ask for, interim ones (100) not counted; default 1. */
  readonly answers?: number;
  /** Sent only when the server has asked for it with an interim answer (100). */
  readonly onContinue?: Buffer;
  /** Whether answers have no body, as those of HEAD; default false. */
  readonly bodyless?: boolean;
  /** Whether the sender ends its side after the bytes; default false. */
  readonly ends?: boolean;
  /** Whether the connection is kept for what is sent next; default true. */
  readonly keeps?: boolean;
  /** How long an answer may take, in milliseconds, until it counts as none; default 20,000. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 20_000;

/**
 * A client that sends exactly the bytes that it is given and shows what comes back as it comes. No
 * HTTP library, since those mend what is to be seen here. It keeps a connection while the server does.
 */
export class RawConnection {
  readonly #address: { readonly host: string; readonly port: number };
  #socket: Socket | undefined;

  constructor(url: string) {
    const { hostname: host, port } = new URL(url);
    this.#address = { host, port: Number(port) };
  }

  /** Sends the bytes and reads their answers; ends with `closed` or `silent` where one is missing. */
  async exchange(sending: Sending): Promise<readonly RawAnswer[]> {
    const { answers: wanted = 1, keeps = true } = sending;
    const fresh = this.#socket === undefined || !keeps || sending.ends === true;
    let answers = await this.#once(sending, fresh);
    const stale = !fresh && answers.length === 1 && answers[0]?.statusLine === "closed";
    // The server may close a kept connection just as it is used again: then nothing was read.
    if (stale) answers = await this.#once(sending, true);
    const last = answers.at(-1);
    const goesOn = answers.length >= wanted && last !== undefined && staysOpen(last) && keeps;
    if (!goesOn || sending.ends === true) this.close();
    return answers;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #once(sending: Sending, fresh: boolean): Promise<readonly RawAnswer[]> {
    if (fresh) this.close();
    this.#socket ??= await this.#open();
    const read = readAnswers(this.#socket, sending);
    if (sending.ends === true) this.#socket.end(sending.bytes);
    else this.#socket.write(sending.bytes);
    return read;
  }

  async #open(): Promise<Socket> {
    const socket = connect({ ...this.#address, noDelay: true, allowHalfOpen: true });
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  }
}

function readAnswers(socket: Socket, sending: Sending): Promise<readonly RawAnswer[]> {
  const { answers: wanted = 1, bodyless = false, onContinue } = sending;
  const { patienceMs = PATIENCE_MS } = sending;
  const answers: RawAnswer[] = [];
  let bytes = Buffer.alloc(0);
  return new Promise((resolve) => {
    const finish = (missing?: "closed" | "silent") => {
      clearTimeout(timer);
      socket.off("data", take).off("end", end).off("close", end);
      if (missing !== undefined) {
        answers.push({ statusLine: missing, headers: [], body: bytes });
      }
      resolve(answers);
    };
    const drain = (ended: boolean): boolean => {
      for (;;) {
        const parsed = parseAnswer(bytes, bodyless, ended);
        if (parsed === undefined) return false;
        bytes = Buffer.from(parsed.rest);
        answers.push(parsed.answer);
        if (isInterim(parsed.answer) && onContinue !== undefined) socket.write(onContinue);
        if (answers.filter((answer) => !isInterim(answer)).length >= wanted) return true;
      }
    };
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (drain(false)) finish();
    };
    const end = () => finish(drain(true) ? undefined : "closed");
    const timer = setTimeout(() => finish("silent"), patienceMs);
    socket.on("data", take).once("end", end).once("close", end);
  });
}

function staysOpen({ statusLine, headers }: RawAnswer): boolean {
  const closes = headers.some(
    ([name, value]) => name.toLowerCase() === "connection" && value.toLowerCase() === "close",
  );
  return statusLine.startsWith("HTTP/1.1 ") && !closes;
}
