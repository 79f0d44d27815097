import type { Exchange } from "../gateway/exchange.ts";
import type { HttpResponse } from "./http-response.ts";

/** Answers a request; what was sent and not read is let go, so that the connection can be used again. */
export function sendResponse(exchange: Exchange, { status, headers, body }: HttpResponse): void {
  exchange.request.resume();
  const own = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      typeof value === "string" ? value : [...value],
    ]),
  );
  // 204 has neither a body nor a length of it.
  const length = status === 204 ? {} : { "content-length": Buffer.byteLength(body) };
  exchange.begin(status, { ...own, ...length });
  exchange.response.end(body);
}
