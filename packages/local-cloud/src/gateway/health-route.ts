import type { Exchange } from "./exchange.ts";
import type { Route } from "./gateway.ts";

const PREFIX = "/_spillway/";

/** Whether a request asks the local cloud about itself. */
export function isOwnPage({ path }: Pick<Exchange, "path">): boolean {
  return `${path}/`.startsWith(PREFIX);
}

/** What `GET /_spillway/health` answers, once everything is up. */
export interface Health {
  readonly status: "ok";
  readonly pid: number;
  readonly startedAt: string;
}

/** What the local cloud says about itself, by the last part of the path `/_spillway/<part>`. */
export type OwnPages = Readonly<Record<string, () => unknown>>;

/**
 * `GET /_spillway/health`: is it up. Beside it other pages, such as `state`: what runs in it.
 * Nobody needs a right to read them.
 */
export function healthRoute(health: Health, pages: OwnPages): Route {
  return {
    accepts: isOwnPage,
    async handle(exchange) {
      const name = exchange.path.slice(PREFIX.length);
      const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
      if (name === "health") {
        exchange.reply(200, JSON.stringify(health));
      } else if (page !== undefined) {
        exchange.reply(200, JSON.stringify(await page(), undefined, 2));
      } else {
        // Of the first two a route of its own tells.
        const known = ["", "live", "health", ...Object.keys(pages)]
          .map((one) => PREFIX + one)
          .join(", ");
        exchange.reply(
          404,
          JSON.stringify({ message: `expected ${known}; came ${exchange.path}` }),
        );
      }
    },
  };
}
