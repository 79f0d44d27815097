import type { OwnAnswer } from "../access/answers/error-answer.ts";
import type { Exchange } from "../gateway/exchange.ts";

/**
 * Names of this machine that no name server has a say in. Those below localhost are function URLs and
 * buckets, whose pages are strangers here.
 */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * How a request for the local cloud's own pages is refused: they are only read, and only by a name of this
 * machine. A page of a stranger whose name was made to lead here (DNS rebinding) could read them otherwise;
 * the browser sends along which name it took.
 */
export function refusalOfOwnPage(
  exchange: Pick<Exchange, "method" | "request">,
): OwnAnswer | undefined {
  const { method } = exchange;
  const wrongMethod = method === "GET" ? undefined : answer(405, `GET; came ${method}`);
  return refusalOfForeignName(exchange) ?? wrongMethod;
}

/** How a request is refused that came by a name which a stranger may have made to lead here. */
export function refusalOfForeignName({
  request,
}: Pick<Exchange, "request">): OwnAnswer | undefined {
  const { host } = request.headers;
  if (host !== undefined && LOOPBACK.test(host)) return undefined;
  return answer(403, `a name of this machine, such as 127.0.0.1 or localhost; came ${host}`);
}

function answer(status: number, expected: string): OwnAnswer {
  const body = JSON.stringify({ message: `expected ${expected}` });
  return { status, body, headers: { "content-type": "application/json" } };
}
