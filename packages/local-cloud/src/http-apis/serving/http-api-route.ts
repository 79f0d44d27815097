import { randomBytes } from "node:crypto";
import { ACCOUNT } from "../../account.ts";
import type { Exchange } from "../../gateway/exchange.ts";
import type { Route } from "../../gateway/gateway.ts";
import { apacheTime } from "../../lambda-http/http-event.ts";
import type { HttpResponse } from "../../lambda-http/http-response.ts";
import { sendResponse } from "../../lambda-http/send-response.ts";
import { accessLogLine, type LoggedValues } from "../access-log/access-log-line.ts";
import { apiDomain, apiPlace } from "../api-place.ts";
import { notFound, refusalResponse } from "./api-answers.ts";
import type { ApiCall, HttpApiOptions, Logged, RegionOfApis } from "./api-call.ts";
import { matchStage } from "./match-stage.ts";
import { serveCall } from "./serve-call.ts";

const REQUEST_ID_BYTES = 11;

/** Whether a request is for an HTTP API. */
export function isHttpApi({ request }: Pick<Exchange, "request">): boolean {
  return apiPlace(request) !== undefined;
}

/**
 * Serves HTTP APIs, by the host or the path that a request names.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html
 */
export function httpApiRoute(options: HttpApiOptions): Route {
  return {
    accepts: isHttpApi,
    async handle(exchange) {
      const call = await callOf(exchange, options);
      if (typeof call === "string") return sendResponse(exchange, refusalResponse(notFound(call)));
      const logged: Logged = {};
      const response = await serveCall(call, options, logged);
      sendResponse(exchange, response);
      told(call, response, logged);
    },
  };
}

/** The API and stage that a request is for, or why there is none. */
async function callOf(
  exchange: Exchange,
  { regionsOf, now }: HttpApiOptions,
): Promise<ApiCall | string> {
  const place = apiPlace(exchange.request);
  if (place === undefined) return "the address is no API's";
  for (const region of regionsOf(place.region)) {
    const api = await region.apis.get(place.id);
    if (api === undefined) continue;
    const stage = matchStage(api.stages, place.url);
    if (stage === undefined) return `the API ${place.id} has no stage for this path`;
    const requestId = randomBytes(REQUEST_ID_BYTES).toString("base64");
    return { exchange, place, region, api, stage, requestId, at: new Date(now()) };
  }
  return `there is no HTTP API ${place.id}`;
}

/** Into the metrics, and into the stage's access log. */
function told(call: ApiCall, response: HttpResponse, logged: Logged): void {
  const { api, region, stage, at } = call;
  const latencyMs = Date.now() - at.getTime();
  const answered = Buffer.byteLength(response.body);
  const { integrationLatency: took, routeKey } = logged;
  const sent = Number(call.exchange.request.headers["content-length"] ?? 0);
  region.observe({
    api: api.id,
    stage: stage.stage.name,
    route: typeof routeKey === "string" ? routeKey : undefined,
    status: response.status,
    latencyMs,
    integrationMs: typeof took === "number" ? took : undefined,
    bytes: answered + sent,
  });
  const { accessLog, name } = stage.stage;
  if (accessLog === undefined) return;
  const values = {
    ...valuesOf(call, region),
    ...logged,
    "integration.latency": logged.integrationLatency,
    integrationStatus: logged["integration.integrationStatus"],
    status: response.status,
    responseLength: answered,
    responseLatency: latencyMs,
    dataProcessed: answered + sent,
  };
  const line = accessLogLine(accessLog.format, values);
  region.log(accessLog.destinationArn, `${api.id}/${name}`, line);
}

function valuesOf(
  { exchange, place, api, stage, requestId, at }: ApiCall,
  region: RegionOfApis,
): LoggedValues {
  const { request, method } = exchange;
  return {
    accountId: ACCOUNT,
    apiId: api.id,
    domainName: apiDomain(api.id, region.name),
    domainPrefix: api.id,
    extendedRequestId: requestId,
    httpMethod: method,
    "identity.sourceIp": request.socket.remoteAddress,
    "identity.userAgent": request.headers["user-agent"],
    path: place.url.split("?", 1)[0],
    protocol: "HTTP/1.1",
    requestId,
    requestTime: apacheTime(at),
    requestTimeEpoch: at.getTime(),
    stage: stage.stage.name,
  };
}
