import { succeeded } from "../../gateway/exchange.ts";
import type { Route } from "../../gateway/gateway.ts";
import type { Upstream } from "../../gateway/upstream.ts";
import type { Callers } from "./callers.ts";
import { roleSession } from "./role-session.ts";

/**
 * STS: moto's. What AssumeRole answers is remembered on its way back, so that whoever uses these
 * credentials is known from the first request.
 */
export function assumeRoleRoute(moto: Upstream, callers: Callers): Route {
  return {
    accepts: (exchange) => exchange.service === "sts",
    async handle(exchange) {
      const body = (await exchange.body()).toString("utf8");
      const form = new URLSearchParams(body || exchange.request.url?.split("?", 2)[1]);
      const answer = await moto.fetch(exchange);
      const assumed = succeeded(answer) && form.get("Action")?.startsWith("AssumeRole");
      const session = assumed ? roleSession(form, answer.body.toString("utf8")) : undefined;
      if (session !== undefined) callers.add(session);
      exchange.answer(answer);
    },
  };
}
