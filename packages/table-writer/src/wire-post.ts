import { type Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { type Agent as HttpsAgent, request as httpsRequest } from "node:https";

/** Where requests of one kind go. */
export interface WireAddress {
  readonly protocol: "http:" | "https:";
  readonly hostname: string;
  readonly port: number | undefined;
  readonly path: string;
}

/** An answer, read to its end. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
}

export type WireAgent = HttpAgent | HttpsAgent;

/**
 * Posts a body over a kept-alive connection and reads the answer, whatever its status.
 *
 * @param headers names and values in turn, complete: nothing is added to them
 * @throws the connection's error with its `code`; `TimeoutError` when the agent's timeout has passed
 * without a byte; `AbortError` when the signal aborts
 */
export function post(
  address: WireAddress,
  agent: WireAgent,
  headers: readonly string[],
  body: Uint8Array,
  signal?: AbortSignal,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    const { protocol, hostname, port, path } = address;
    const send = protocol === "https:" ? httpsRequest : httpRequest;
    const request = send({ agent, hostname, port, path, method: "POST", headers });
    const abort = () => request.destroy(abortError(signal));
    const fail = (error: Error) => {
      signal?.removeEventListener("abort", abort);
      reject(error);
    };
    signal?.addEventListener("abort", abort, { once: true });
    request.on("error", fail);
    request.on("timeout", () => request.destroy(timeoutError()));
    request.on("response", (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", fail);
      response.on("end", () => {
        signal?.removeEventListener("abort", abort);
        const [first] = chunks;
        const whole = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: whole });
      });
    });
    request.end(body);
  });
}

function abortError(signal: AbortSignal | undefined): Error {
  const error = new Error("the request was aborted", { cause: signal?.reason });
  return Object.assign(error, { name: "AbortError" });
}

function timeoutError(): Error {
  return Object.assign(new Error("no answer came in time"), { name: "TimeoutError" });
}
