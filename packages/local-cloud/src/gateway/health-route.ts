import type { Route } from "./gateway.ts";

/** What `GET /_spillway/health` answers, once everything is up. */
export interface Health {
  readonly status: "ok";
  readonly pid: number;
  readonly startedAt: string;
}

/** `GET /_spillway/health` and `GET /_spillway/state`: is it up, and what runs in it. */
export function healthRoute(health: Health, state: () => unknown): Route {
  return {
    accepts: (exchange) => exchange.path.startsWith("/_spillway/"),
    async handle(exchange) {
      if (exchange.path === "/_spillway/health") {
        exchange.reply(200, JSON.stringify(health));
      } else if (exchange.path === "/_spillway/state") {
        exchange.reply(200, JSON.stringify(state(), undefined, 2));
      } else {
        exchange.reply(404, JSON.stringify({ message: "expected /_spillway/health or /state" }));
      }
    },
  };
}
