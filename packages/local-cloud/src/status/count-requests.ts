import { OWN_USER_AGENT } from "../aws-clients.ts";
import type { Exchange } from "../gateway/exchange.ts";
import type { Activity } from "./activity.ts";

/**
 * Counts an answered request by its service, unless the local cloud sent it itself, and notes an operation
 * that moto lacks.
 *
 * @param note told what it is that is not served
 */
export function countRequest(
  exchange: Exchange,
  activity: Pick<Activity, "request">,
  note: (what: string) => void,
): void {
  const agent = exchange.request.headers["user-agent"] ?? "";
  if (agent.includes(OWN_USER_AGENT)) return;
  const { service = "unsigned" } = exchange;
  activity.request(service);
  if (isLacking(exchange)) {
    const operation = exchange.operation ?? exchange.action ?? `behind a ${exchange.method}`;
    note(`the operation ${operation} of ${service} (moto lacks it)`);
  }
}

/** moto answers what it has no code for with an error page, and what it only knows the name of with 501. */
function isLacking({ answered }: Pick<Exchange, "answered">): boolean {
  const isPage = answered?.contentType.startsWith("text/html") === true;
  return answered?.status === 501 || (answered?.status === 500 && isPage);
}
