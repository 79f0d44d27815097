import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it reached the server. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the server does with a request: an answer, or nothing at all. */
export type Reaction =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | "hang"
  | "reset"
  /** A part of an answer, then the connection ends. */
  | "cut";

/** An HTTP server for one test; it closes with it. */
export async function httpServer(
  react: (request: SeenRequest, index: number) => Reaction,
): Promise<{ endpoint: URL; seen: SeenRequest[]; server: Server }> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      const reaction = react(one, seen.push(one) - 1);
      if (reaction === "hang") return;
      if (reaction === "reset") request.socket.destroy();
      else if (reaction === "cut") {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"UnprocessedItems":', () => request.socket.destroy());
      } else response.writeHead(reaction.status, reaction.headers).end(reaction.body ?? "");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: new URL(`http://127.0.0.1:${port}`), seen, server };
}
