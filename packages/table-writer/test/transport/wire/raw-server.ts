import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";

/** A server of bytes: it says what the test says, whether that is HTTP or not. */
export interface RawServer {
  readonly port: number;
  /** How many connections there have been. */
  opened(): number;
  close(): Promise<void>;
}

/**
 * Starts one on the loopback interface.
 *
 * @param serve called for each connection
 * @param tls starts it with TLS
 */
export async function rawServer(
  serve: (socket: Socket) => void,
  tls?: TlsOptions,
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let opened = 0;
  const onConnection = (socket: Socket): void => {
    opened += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    // The client may go at any time.
    socket.on("error", () => undefined);
    serve(socket);
  };
  const server: Server =
    tls === undefined ? createServer(onConnection) : createTlsServer(tls, onConnection);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    opened: () => opened,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Serves a connection request by request, each when it has come whole. */
export function eachRequest(
  onRequest: (socket: Socket, body: string) => void,
): (socket: Socket) => void {
  return (socket) => {
    let came = "";
    socket.on("data", (bytes) => {
      came += bytes.toString("latin1");
      const [head = "", body] = came.split("\r\n\r\n", 2);
      const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
      if (body === undefined || body.length < length) return;
      came = "";
      onRequest(socket, body);
    });
  };
}
