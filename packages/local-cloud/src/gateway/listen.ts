import type { Server } from "node:http";
import { localCloudError } from "../errors.ts";

/** Binds a server to the first port that is free, and gives that port. */
export async function listen(
  server: Server,
  host: string,
  ports: Iterable<number>,
): Promise<number> {
  let last: unknown;
  for (const port of ports) {
    try {
      return await bind(server, host, port);
    } catch (error) {
      if (!mayBeOtherwiseElsewhere(error)) throw error;
      last = error;
    }
  }
  const why = last instanceof Error ? last.message : "there is none to try";
  throw localCloudError("NO_FREE_PORT", `expected a free port on ${host}; came: ${why}`, {
    details: { host },
    cause: last,
    hint: "Stop what listens there, or give another port.",
  });
}

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: Error) => reject(error);
    server.once("error", refuse);
    server.listen(port, host, () => {
      server.off("error", refuse);
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** In use, or kept for the administrator: another port may be had. */
function mayBeOtherwiseElsewhere(error: unknown): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    (error.code === "EADDRINUSE" || error.code === "EACCES")
  );
}
