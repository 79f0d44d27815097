import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { HandlerSettings } from "../../../src/transport/wire/wire-agent.ts";
import { WirePool } from "../../../src/transport/wire/wire-pool.ts";
import { socketOpener } from "../../../src/transport/wire/wire-socket.ts";
import { eachRequest, rawServer } from "./raw-server.ts";

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
const PLAIN: HandlerSettings = { agents: undefined, requestTimeoutMs: undefined };

async function served(serve: (socket: Socket) => void, settings = PLAIN) {
  const server = await rawServer(serve);
  const clock = { nowMs: 0 };
  const { port } = server;
  const address = { protocol: "http:", hostname: "127.0.0.1", port, path: "/" } as const;
  const pool = new WirePool(socketOpener(address, settings), () => clock.nowMs);
  closing.push(server.close, () => pool.destroy());
  return { server, pool, clock };
}

/** Answers the same to each request. */
function saying(answer: string): (socket: Socket) => void {
  return eachRequest((socket) => socket.write(answer));
}

function request(body = "{}"): Buffer {
  return Buffer.from(`POST / HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`);
}

function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => expect.unreachable("expected a failure"),
    (error: unknown) => error,
  );
}

describe("a connection is used again", () => {
  it("and the one that was used last goes first", async () => {
    const order: Socket[] = [];
    const held: Socket[] = [];
    const { server, pool } = await served(
      eachRequest((socket, body) => {
        order.push(socket);
        if (body === "hold") held.push(socket);
        else socket.write(OK);
      }),
    );
    const first = pool.post(request("hold"));
    await pool.post(request("free"));
    held[0]?.write(OK);
    await first;
    for (const _ of [1, 2, 3]) await pool.post(request());
    expect(server.opened()).toBe(2);
    expect(new Set(order.slice(2))).toEqual(new Set(held));
  });

  it.each([
    ["an answer that closes it", OK.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n")],
    ["HTTP/1.0", OK.replace("1.1", "1.0")],
    ["more than was asked for", `${OK}more`],
    [
      "a server that keeps it for a second",
      OK.replace("\r\n\r\n", "\r\nkeep-alive: timeout=1\r\n\r\n"),
    ],
  ])("but not after %s", async (_what, answer) => {
    const { server, pool } = await served(saying(answer));
    for (const _ of [1, 2]) expect((await pool.post(request())).body.toString()).toBe("{}");
    expect(server.opened()).toBe(2);
  });

  it("but not after the time for which the server keeps it", async () => {
    const answer = OK.replace("\r\n\r\n", "\r\nKeep-Alive: timeout=5, max=9\r\n\r\n");
    const { server, pool, clock } = await served(saying(answer));
    await pool.post(request());
    clock.nowMs = 3_999;
    await pool.post(request());
    expect(server.opened()).toBe(1);
    clock.nowMs += 4_000;
    await pool.post(request());
    expect(server.opened()).toBe(2);
  });

  it.each<[string, (socket: Socket) => unknown]>([
    ["closed", (socket) => socket.end()],
    ["talked on", (socket) => socket.write(OK)],
  ])("but not when the server has %s meanwhile", async (_what, act) => {
    const sockets: Socket[] = [];
    const { server, pool } = await served(
      eachRequest((socket) => {
        sockets.push(socket);
        socket.write(OK);
      }),
    );
    await pool.post(request());
    for (const socket of sockets) {
      const gone = once(socket, "close");
      act(socket);
      await gone;
    }
    await pool.post(request());
    expect(server.opened()).toBe(2);
  });

  it("but not when the answer came before all of the request had gone", async () => {
    const { server, pool } = await served((socket) => {
      socket.once("data", () => {
        socket.pause();
        socket.write(OK);
      });
    });
    for (const _ of [1, 2]) await pool.post(request("x".repeat(16_000_000)));
    expect(server.opened()).toBe(2);
  });
});

it("keeps no process running while nothing is asked", async () => {
  const { server, pool } = await served(saying(OK));
  await pool.post(request());
  await pool.post(request());
  const running = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap");
  // The server's end of the connection is here too.
  expect(running).toHaveLength(server.opened());
});

describe("a request fails", () => {
  it.each<[string, (socket: Socket) => unknown, string]>([
    ["when the server closes", (socket) => socket.end(), "ECONNRESET"],
    ["when the server closes in the middle", (socket) => socket.end(OK.slice(0, -1)), "ECONNRESET"],
    ["when the server resets", (socket) => socket.resetAndDestroy(), "ECONNRESET"],
    ["when the answer is not HTTP", (socket) => socket.write("SSH-2.0"), "EPROTO"],
  ])("%s, and the next one has another connection", async (_what, act, code) => {
    let requests = 0;
    const { pool } = await served(
      eachRequest((socket) => {
        requests += 1;
        if (requests === 1) act(socket);
        else socket.write(OK);
      }),
    );
    expect(await failureOf(pool.post(request()))).toMatchObject({ code });
    expect((await pool.post(request())).status).toBe(200);
  });

  it("when no byte comes for too long", async () => {
    const { pool } = await served(() => undefined, { ...PLAIN, requestTimeoutMs: 20 });
    expect(await failureOf(pool.post(request()))).toMatchObject({ name: "TimeoutError" });
  });

  it("when its signal aborts, and the others do not", async () => {
    const sockets: Socket[] = [];
    const arrived = Promise.withResolvers<void>();
    const { pool } = await served(
      eachRequest((socket) => {
        sockets.push(socket);
        if (sockets.length === 2) arrived.resolve();
      }),
    );
    const controller = new AbortController();
    const aborted = failureOf(pool.post(request(), controller.signal));
    const other = pool.post(request(), new AbortController().signal);
    await arrived.promise;
    controller.abort("enough");
    expect(await aborted).toMatchObject({ name: "AbortError", cause: "enough" });
    for (const socket of sockets) socket.write(OK);
    expect((await other).status).toBe(200);
    expect(await failureOf(pool.post(request(), controller.signal))).toMatchObject({
      name: "AbortError",
    });
  });

  it("when the pool is destroyed", async () => {
    const { pool } = await served(eachRequest(() => pool.destroy()));
    expect(await failureOf(pool.post(request()))).toMatchObject({ name: "AbortError" });
  });

  it("with the system's code where nobody listens", async () => {
    const { server, pool } = await served(() => undefined);
    await server.close();
    expect(await failureOf(pool.post(request()))).toMatchObject({ code: "ECONNREFUSED" });
  });
});

describe("with TLS", () => {
  // A key agreed before, so that the test needs no certificate.
  const psk = Buffer.alloc(32, 7);
  const ciphers = { ciphers: "PSK-AES128-GCM-SHA256", maxVersion: "TLSv1.2" } as const;

  async function servedWithTls(serverKey: Buffer) {
    const server = await rawServer(saying(OK), { ...ciphers, pskCallback: () => serverKey });
    const { port } = server;
    const address = { protocol: "https:", hostname: "127.0.0.1", port, path: "/" } as const;
    const own = {
      pskCallback: () => ({ identity: "x", psk }),
      checkServerIdentity: () => undefined,
    };
    const agents = { http: {}, https: { ...ciphers, ...own } };
    const pool = new WirePool(socketOpener(address, { ...PLAIN, agents }), () => 0);
    closing.push(server.close, () => pool.destroy());
    return { server, pool };
  }

  it("the agent's options hold, and a connection is used again", async () => {
    const { server, pool } = await servedWithTls(psk);
    const large = request("x".repeat(1_000_000));
    const answers = await Promise.all([1, 2, 3].map(() => pool.post(large)));
    expect(answers.map(({ body }) => body.toString())).toEqual(["{}", "{}", "{}"]);
    await pool.post(large);
    expect(server.opened()).toBe(3);
  });

  it("a server without the right key is refused", async () => {
    const { pool } = await servedWithTls(Buffer.alloc(32, 8));
    expect(await failureOf(pool.post(request()))).toHaveProperty("code");
  });
});
