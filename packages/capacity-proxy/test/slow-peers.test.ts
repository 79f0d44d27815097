import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { expect, it } from "vitest";
import { jsonAnswer } from "../src/http/answer.ts";
import { serveConnection } from "../src/http/client-connection.ts";
import { EngineConnection, StaleConnection } from "../src/http/engine-connection.ts";

/** One end of a connection whose other end reads when the test says so. */
class HeldSocket extends Duplex {
  onSilence: () => void = () => undefined;
  #taken: (() => void) | undefined;

  constructor() {
    super({ writableHighWaterMark: 1 });
  }

  setTimeout(_ms: number, onSilence: () => void): this {
    this.onSilence = onSilence;
    return this;
  }

  /** The other end reads what it was sent last. */
  readAll(): void {
    this.#taken?.();
  }

  override _read(): void {}

  override _write(_chunk: Buffer, _encoding: string, taken: () => void): void {
    this.#taken = taken;
  }
}

// It has all of a socket that is used here.
const socketOf = (held: HeldSocket) => held as unknown as Socket;

it("asks for no further answer while a client does not read", async () => {
  const held = new HeldSocket();
  let asked = 0;
  serveConnection(socketOf(held), {
    answer: async () => {
      asked += 1;
      return jsonAnswer(200, {});
    },
    connect: () => expect.unreachable("everything can be read here"),
  });
  held.push("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n".repeat(3));
  await expect.poll(() => held.writableNeedDrain).toBe(true);
  expect(asked).toBe(1);
  held.readAll();
  await expect.poll(() => asked).toBe(2);
  expect(held.writableNeedDrain).toBe(true);
  held.destroy();
  await expect.poll(() => held.closed).toBe(true);
  expect(asked).toBe(2);
});

it("does not ask a silent engine twice, on a kept connection neither", async () => {
  const held = new HeldSocket();
  const engine = new EngineConnection(socketOf(held));
  const first = engine.exchange(Buffer.from("one"), "POST");
  held.push("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  await first;
  const second = engine.exchange(Buffer.from("two"), "POST");
  held.onSilence();
  const error: unknown = await second.catch((reason: unknown) => reason);
  expect(error).not.toBeInstanceOf(StaleConnection);
  expect(error).toMatchObject({ message: "it was silent for 60000 ms" });
});
