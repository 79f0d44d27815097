import type { OwnAnswer } from "../access/answers/error-answer.ts";
import type { Exchange } from "./exchange.ts";

/** Where pages of this machine come from: names that no name server has a say in. */
const OWN_ORIGIN = /^https?:\/\/(([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
/** Not of an extension of the browser or of an editor, which somebody installed. */
const PAGE_ORIGIN = /^(https?:|null$)/i;
/** The query protocol, in which even reading an address does something. */
const ACTION = /[?&]Action=/;

/**
 * How a request of a stranger's page is refused. Nobody checks signatures here, so any page that somebody
 * looks at could otherwise deploy a function on this machine and run it. Which page asks, the browser
 * says, and the page can't change that; SDKs and tools say nothing. Pages that are served from this machine may ask.
 *
 * @see https://developer.mozilla.org/en-US/docs/Web/HTTP/Reference/Headers/Origin
 */
export function refusalOfForeignPage({
  request: { headers, url = "/" },
}: Pick<Exchange, "request">): OwnAnswer | undefined {
  const { origin } = headers;
  if (origin !== undefined && PAGE_ORIGIN.test(origin)) {
    return OWN_ORIGIN.test(origin) ? undefined : refusal(origin);
  }
  const isForeign = headers["sec-fetch-site"] === "cross-site" && ACTION.test(url);
  return isForeign ? refusal("another site") : undefined;
}

function refusal(from: string): OwnAnswer {
  const message = `expected a request of no web page, or of one from localhost or 127.0.0.1; came one of ${from}`;
  return {
    status: 403,
    body: JSON.stringify({ __type: "AccessDeniedException", message }),
    headers: { "content-type": "application/json", "x-amzn-errortype": "AccessDeniedException" },
  };
}
