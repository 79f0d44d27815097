import type { Access } from "../access/start-access.ts";
import type { Route } from "../gateway/gateway.ts";
import type { Regions } from "../regions/regions.ts";
import { IssuerKeys } from "./authorizers/issuer-keys.ts";
import { httpApiRoute } from "./serving/http-api-route.ts";
import { RouteThrottles } from "./serving/route-throttles.ts";

export interface ServeHttpApisOptions {
  readonly access: Access;
  readonly regions: Pick<Regions, "all" | "inUse">;
  /** Where moto answers. */
  readonly moto: string;
}

/** What serves requests to the HTTP APIs of all regions. */
export function serveHttpApis({ access, regions, moto }: ServeHttpApisOptions): Route {
  const issuers = new IssuerKeys(moto);
  return httpApiRoute({
    regionsOf(name) {
      // Anybody may name a host: that begins no region.
      const used = name === undefined ? regions.all().map(([, one]) => one) : [regions.inUse(name)];
      return used.flatMap((one) => one?.apis ?? []);
    },
    throttles: new RouteThrottles(() => performance.now()),
    invokeRefusal: (functionArn, sourceArn) =>
      access.rights.serviceRefusal(
        "apigateway.amazonaws.com",
        "lambda:InvokeFunction",
        functionArn,
        sourceArn,
      ),
    callerRefusal: (exchange, needed) => access.guard.whyNot(exchange, needed),
    identityOf: (accessKeyId) => access.callers.identityOf(accessKeyId),
    keysOf: (issuer) => issuers.of(issuer),
    now: Date.now,
  });
}
