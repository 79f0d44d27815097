import type { Exchange } from "../exchange.ts";
import type { Route } from "../gateway.ts";
import type { NotRun } from "../not-run.ts";
import type { Upstream } from "../upstream.ts";
import { refusedCreation, servedService } from "./served-services.ts";

/**
 * Refuses what nothing here would run, by the table of services, and what is signed for a service
 * that nobody knows. It comes before the routes of the services that run.
 */
export function notRunRoute(upstreamOf: (exchange: Exchange) => Upstream, notRun: NotRun): Route {
  return {
    accepts(exchange) {
      if (exchange.service === undefined) return false;
      const served = servedService(exchange.service);
      if (served === undefined) return true;
      if (served.refuses === undefined) return false;
      const asked = askedBefore(exchange);
      return asked === undefined || served.refuses.some((one) => one.asked.test(asked));
    },
    async handle(exchange) {
      const { service = "" } = exchange;
      const served = servedService(service);
      if (served === undefined) {
        notRun.refuse(exchange, `the service ${service}`, "use AWS; moto does not know it either");
        return;
      }
      const body = (await exchange.body()).toString("utf8");
      const asked = askedBefore(exchange) ?? new URLSearchParams(body).get("Action") ?? "";
      const creation = refusedCreation(served, asked, body);
      if (creation === undefined) await upstreamOf(exchange).stream(exchange);
      else notRun.refuse(exchange, creation.what, creation.instead);
    },
  };
}

/** The operation, or method and path; undefined where only the body tells it. */
function askedBefore(exchange: Exchange): string | undefined {
  const { operation, action, method, path, request } = exchange;
  const named = operation ?? action;
  if (named !== undefined) return named;
  const { headers, url = "" } = request;
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) return undefined;
  return new URLSearchParams(url.split("?", 2)[1]).get("Action") ?? `${method} ${path}`;
}
