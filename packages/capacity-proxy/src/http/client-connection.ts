import type { Socket } from "node:net";
import type { Answer } from "./answer.ts";
import {
  isLastRequest,
  MAX_BODY_BYTES,
  plainRequestFraming,
  waitsForContinue,
} from "./incoming-request.ts";
import { type Message, MessageReader } from "./message-reader.ts";

/** What a client's connection is served by. */
export interface ConnectionServices {
  /** Answers a request, never failing; `drop` cuts the connection. */
  readonly answer: (request: Message) => Promise<Answer | "drop">;
  /** A connection to the engine, for what can't be read here. */
  readonly connect: () => Socket;
}

/** Clients keep connections for minutes. */
const IDLE_MS = 120_000;
/** What may come of further requests while one is served. */
const MAX_AHEAD_BYTES = 1024 * 1024;
const CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";

/** Serves a client's connection: one request after the other, also where several come at once. */
export function serveConnection(socket: Socket, { answer, connect }: ConnectionServices): void {
  const reader = new MessageReader(plainRequestFraming, MAX_BODY_BYTES);
  let [isBusy, isEnded, isHandedOver, wasContinued] = [false, false, false, false];

  const handOver = () => {
    isHandedOver = true;
    handOverTo(connect(), socket, reader.rest(), reader.missing);
  };
  const serve = async () => {
    isBusy = true;
    for (;;) {
      const request = reader.next();
      if (request === "malformed") return handOver();
      if (request === "incomplete") break;
      wasContinued = false;
      const given = await answer(request);
      if (given === "drop" || socket.destroyed) return socket.destroy();
      const isTaken = socket.write(given.bytes);
      if (given.isLast || isLastRequest(request.head)) return socket.end();
      // For a client that does not read, answers would pile up here.
      if (!isTaken) await untilRead(socket);
      if (socket.isPaused()) socket.resume();
    }
    isBusy = false;
    if (isEnded) return reader.length > 0 ? handOver() : socket.end();
    if (reader.head !== undefined && !wasContinued && waitsForContinue(reader.head)) {
      wasContinued = true;
      socket.write(CONTINUE);
    }
  };

  socket.setTimeout(IDLE_MS, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    if (isHandedOver) return;
    reader.push(chunk);
    if (!isBusy) serve();
    else if (reader.length > MAX_AHEAD_BYTES) socket.pause();
  });
  socket.on("end", () => {
    isEnded = true;
    if (!isBusy && !isHandedOver) serve();
  });
}

/** Settles when the client has read what it was sent, or is gone. */
function untilRead(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.on("drain", done).on("close", done);
  });
}

/**
 * Gives the engine what can't be read here, byte for byte as far as it came, for its own answer; with
 * that both connections end. What comes later is passed on up to that message's end only: behind bytes
 * that two may read differently there could be a write that nobody has metered.
 *
 * @param missing bytes of the message that are still to come
 */
function handOverTo(engine: Socket, client: Socket, bytes: Buffer, missing: number): void {
  engine.on("error", () => client.destroy());
  client.on("close", () => engine.destroy());
  engine.pipe(client);
  engine.write(bytes);
  let left = missing;
  // A client that has ended already says so no more.
  if (left === 0 || client.readableEnded) engine.end();
  client.on("data", (chunk: Buffer) => {
    if (left === 0) return;
    engine.write(chunk.subarray(0, left));
    left -= Math.min(left, chunk.length);
    if (left === 0) engine.end();
  });
  client.on("end", () => engine.end());
}
