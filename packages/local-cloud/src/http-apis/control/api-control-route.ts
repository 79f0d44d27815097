import { type Exchange, succeeded } from "../../gateway/exchange.ts";
import type { Route } from "../../gateway/gateway.ts";
import type { NotRun } from "../../gateway/not-run.ts";
import type { Upstream } from "../../gateway/upstream.ts";
import { apiEndpoint } from "../api-place.ts";
import { refusedSetting } from "./refused-setting.ts";

export interface ApiControlOptions {
  readonly moto: Upstream;
  /** The gateway. */
  readonly endpoint: string;
  readonly region: string;
  readonly notRun: NotRun;
  /** To be told of the API that was changed or deleted. */
  readonly changed: (id: string) => void;
}

/** What of the control plane is of HTTP APIs. */
const APIS = /^\/v2\/apis(?:\/([^/]*)|$)/;

/**
 * What makes, tells, changes and deletes HTTP APIs: moto's, without what is not run, and with the address
 * at which an API can be called here.
 *
 * @see https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/api-reference.html
 */
export function apiControlRoute(options: ApiControlOptions): Route {
  const { moto, endpoint, region, notRun, changed } = options;
  return {
    accepts: ({ service, path }) => service === "apigateway" && APIS.test(path),
    async handle(exchange) {
      const { method, path } = exchange;
      const body = (await exchange.body()).toString("utf8");
      const refused = refusedSetting({ method, path, region }, body);
      if (refused !== undefined) return notRun.refuse(exchange, refused.what, refused.instead);
      const answer = await moto.fetch(exchange);
      const id = APIS.exec(path)?.[1];
      if (method !== "GET" && id) changed(id);
      if (!succeeded(answer) || !tellsApis(exchange)) return exchange.answer(answer);
      exchange.answer(answer, withEndpoints(answer.body.toString("utf8"), endpoint));
    },
  };
}

function tellsApis({ method, path }: Exchange): boolean {
  return method !== "DELETE" && /^\/v2\/apis(\/[^/]+)?\/?$/.test(path);
}

/** One API, or a list of them, each with its address here. */
function withEndpoints(body: string, endpoint: string): string {
  return JSON.stringify(JSON.parse(body), (_key, value: unknown) => {
    if (typeof value !== "object" || value === null || !("apiId" in value)) return value;
    return { ...value, apiEndpoint: apiEndpoint(String(value.apiId), endpoint) };
  });
}
