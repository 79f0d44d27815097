import { ACCOUNT } from "../../account.ts";
import { corsHeaders, isPreflight } from "../../lambda-http/cors.ts";
import type { HttpResponse } from "../../lambda-http/http-response.ts";
import type { Authorized } from "../authorizers/authorized.ts";
import { authorizedByIam } from "../authorizers/iam-authorizer.ts";
import { authorizedByJwt } from "../authorizers/jwt-authorizer.ts";
import type { ApiRoute } from "../definition/http-api.ts";
import { type ApiRefusal, notFound, refusalResponse, tooManyRequests } from "./api-answers.ts";
import type { ApiCall, HttpApiOptions, Logged } from "./api-call.ts";
import { integrated } from "./integration.ts";
import { matchRoute } from "./match-route.ts";

/**
 * Answers a request to a stage: CORS, route, throttle, authorizer, function, in this order.
 *
 * @param logged takes what becomes known for the access log
 */
export async function serveCall(
  call: ApiCall,
  options: HttpApiOptions,
  logged: Logged,
): Promise<HttpResponse> {
  const { exchange, api, requestId } = call;
  const { method, request } = exchange;
  const preflight = isPreflight(method, request.headers);
  const cors = corsHeaders(api.cors, request.headers, preflight);
  const id = { "apigw-requestid": requestId };
  if (preflight && api.cors !== undefined) {
    return { status: 204, headers: { ...cors, ...id }, body: "" };
  }
  const answer = await routed(call, options, logged);
  if ("why" in answer) {
    logged["error.message"] = answer.message;
    logged["error.messageString"] = JSON.stringify(answer.message);
    logged.integrationErrorMessage = answer.why;
  }
  const response = "why" in answer ? refusalResponse(answer) : answer;
  const own = Object.entries(response.headers).filter(
    ([name]) => api.cors === undefined || !name.startsWith("access-control-"),
  );
  const headers = { ...Object.fromEntries(own), ...cors, ...id };
  return { ...response, headers: { ...headers, ...moved(headers, call) } };
}

async function routed(
  call: ApiCall,
  options: HttpApiOptions,
  logged: Logged,
): Promise<HttpResponse | ApiRefusal> {
  const { exchange, api, region, stage } = call;
  const { method } = exchange;
  const matched = matchRoute(api.routes, method, stage.path);
  if (matched === undefined) return notFound(`no route takes ${method} ${stage.path}`);
  const { route } = matched;
  logged.routeKey = route.key;
  const limits = stage.stage.routeLimits[route.key] ?? stage.stage.limits;
  const throttled = `${region.name}/${api.id}/${stage.stage.name}/${route.key}`;
  if (!options.throttles.allows(throttled, limits)) {
    return tooManyRequests(`the stage's limits of ${route.key} are reached`);
  }
  const authorized = await authorizedBy(call, route, options);
  if (!authorized.allowed) {
    logged["authorizer.error"] = authorized.refusal.why;
    return authorized.refusal;
  }
  Object.assign(logged, authorized.logged);
  return integrated(call, matched, authorized.context, options, logged);
}

async function authorizedBy(
  { exchange, api, region, stage }: ApiCall,
  { authorization }: ApiRoute,
  options: HttpApiOptions,
): Promise<Authorized> {
  switch (authorization.kind) {
    case "none":
      return { allowed: true, context: undefined, logged: {} };
    case "iam": {
      const called = `${api.id}/${stage.stage.name}/${exchange.method}${stage.path}`;
      const resource = `arn:aws:execute-api:${region.name}:${ACCOUNT}:${called}`;
      return authorizedByIam(exchange, resource, options);
    }
    case "jwt": {
      const { headers } = exchange.request;
      const { jwt, scopes } = authorization;
      return authorizedByJwt({ headers, query: exchange.query }, jwt, scopes, options);
    }
  }
}

/** A place that the function names by its path alone is below the path by which the API was called. */
function moved(
  headers: HttpResponse["headers"],
  { place }: Pick<ApiCall, "place">,
): Readonly<Record<string, string>> {
  const { location } = headers;
  const isPath = typeof location === "string" && /^\/(?!\/)/.test(location);
  return place.prefix !== "" && isPath ? { location: place.prefix + location } : {};
}
