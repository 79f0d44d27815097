import type { ServedRequest } from "../http-apis/serving/api-call.ts";
import type { ApiRouteStatus } from "./status-document.ts";

/** How often a route was called, and how often with an error of either kind. */
export type RouteCounts = Omit<ApiRouteStatus, "region">;

/** Where no route takes a request. */
const NO_ROUTE = "no route";

/** Counts the requests to one region's HTTP APIs by route. */
export class RouteResults {
  readonly #counts = new Map<string, RouteCounts>();

  served({ api, route = NO_ROUTE, status }: Pick<ServedRequest, "api" | "route" | "status">): void {
    const key = `${api} ${route}`;
    const counts = this.#counts.get(key) ?? {
      api,
      route,
      requests: 0,
      clientErrors: 0,
      serverErrors: 0,
    };
    this.#counts.set(key, {
      ...counts,
      requests: counts.requests + 1,
      clientErrors: counts.clientErrors + (status >= 400 && status < 500 ? 1 : 0),
      serverErrors: counts.serverErrors + (status >= 500 ? 1 : 0),
    });
  }

  /** Those that were called, the most frequent first. */
  list(): readonly RouteCounts[] {
    return [...this.#counts.values()].sort(
      (one, other) =>
        other.requests - one.requests ||
        `${one.api} ${one.route}`.localeCompare(`${other.api} ${other.route}`),
    );
  }
}
