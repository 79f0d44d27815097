import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Exchange } from "../../src/gateway/exchange.ts";

/** A request with these headers, as the gateway has it. */
export function anExchange(headers: Readonly<Record<string, string | undefined>>): Exchange {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { method: "POST", url: "/jobs" });
  Object.assign(request.headers, headers);
  return new Exchange(request, new ServerResponse(request), () => {});
}
