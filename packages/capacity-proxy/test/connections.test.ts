import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type CapacityProxy, startCapacityProxy } from "../src/index.ts";

const BODY = '{"ok":true}';
let server: Server;
let connections: number;
let headers: Record<string, string>;
let proxy: CapacityProxy;

beforeEach(async () => {
  connections = 0;
  headers = {};
  server = createServer((request, response) => {
    request.resume().on("end", () => {
      response
        .writeHead(200, { "content-type": "application/x-amz-json-1.0", ...headers })
        .end(BODY);
    });
  });
  server.on("connection", () => {
    connections += 1;
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  proxy = await startCapacityProxy({ target: `http://127.0.0.1:${port}` });
});

afterEach(async () => {
  await proxy.close();
  server.closeAllConnections();
  server.close();
});

const request = (body = "{}", more = "") =>
  `POST / HTTP/1.1\r\nHost: a\r\nX-Amz-Target: DynamoDB_20120810.ListTables\r\n${more}Content-Length: ${body.length}\r\n\r\n${body}`;

/** A client's connection, and how many answers it has. */
function client() {
  const { port, hostname } = new URL(proxy.url);
  const socket = connect({ port: Number(port), host: hostname });
  let text = "";
  socket.on("data", (chunk) => {
    text += chunk;
  });
  return { socket, answers: () => text.split(BODY).length - 1, text: () => text };
}

describe("connections", () => {
  it("to the engine are kept, and are made anew when it has closed them", async () => {
    const { socket, answers } = client();
    for (const count of [1, 2]) {
      socket.write(request());
      await expect.poll(answers).toBe(count);
    }
    expect(connections).toBe(1);
    server.closeIdleConnections();
    socket.write(request());
    await expect.poll(answers).toBe(3);
    expect(connections).toBe(2);
    socket.destroy();
  });

  it("of clients are kept although the engine keeps none", async () => {
    headers = { connection: "close" };
    const { socket, answers, text } = client();
    for (const count of [1, 2, 3]) {
      socket.write(request());
      await expect.poll(answers).toBe(count);
    }
    expect(connections).toBe(3);
    expect(text().toLowerCase()).not.toContain("connection: close");
    socket.destroy();
  });

  it("end when the client says that it has no further request", async () => {
    const { socket, answers } = client();
    socket.write(request("{}", "Connection: close\r\n"));
    await once(socket, "close");
    expect(answers()).toBe(1);
  });

  it("serve what comes ahead, however much, one after the other", async () => {
    const { socket, answers } = client();
    socket.write(request("x".repeat(900_000)).repeat(4));
    await expect.poll(answers).toBe(4);
    socket.end(request());
    await once(socket, "close");
    expect(answers()).toBe(5);
  });
});
