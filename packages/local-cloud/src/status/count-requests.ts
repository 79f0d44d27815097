import { OWN_USER_AGENT } from "../aws-clients.ts";
import type { Exchange } from "../gateway/exchange.ts";
import { operationOf } from "../gateway/not-run.ts";
import type { Activity } from "./activity.ts";

/**
 * Counts an answered request by its service, unless the local cloud sent it itself, and notes an operation
 * at which moto failed.
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
  if (failedInMoto(exchange)) note(`${operationOf(exchange)} (moto failed at it)`);
}

/**
 * moto answers what it fails at with an error page, and with 501 what it knows no more of than the name. What
 * it has no code for at all the gateway refuses and counts itself.
 */
function failedInMoto({ answered }: Pick<Exchange, "answered">): boolean {
  const isPage = answered?.contentType.startsWith("text/html") === true;
  return answered?.status === 501 || (answered?.status === 500 && isPage);
}
