import { randomUUID } from "node:crypto";
import { ACCOUNT } from "../../account.ts";
import { functionArn } from "../../lambda-host/function-reference.ts";
import type { InvocationResult } from "../../lambda-host/lambda-host.ts";
import { httpEvent } from "../../lambda-http/http-event.ts";
import { type HttpResponse, httpResponse } from "../../lambda-http/http-response.ts";
import { apiDomain } from "../api-place.ts";
import type { ApiRoute } from "../definition/http-api.ts";
import { type ApiRefusal, internalError, tooLarge, unavailable } from "./api-answers.ts";
import type { ApiCall, HttpApiOptions, Logged } from "./api-call.ts";
import type { MatchedRoute } from "./match-route.ts";

/** API Gateway's limit for a body. */
const MAX_BODY_BYTES = 10 * 1_024 * 1_024;
/** Lambda's limit for the event. */
const MAX_EVENT_BYTES = 6 * 1_024 * 1_024;

/** What an object with a `statusCode` and without a content type is for an HTTP API. */
const STRUCTURED_TYPE = "text/plain;charset=UTF-8";

/** Hands a request to the function of its route, and gives its answer. */
export async function integrated(
  call: ApiCall,
  { route, pathParameters }: MatchedRoute<ApiRoute>,
  authorizer: Readonly<Record<string, unknown>> | undefined,
  { invokeRefusal }: Pick<HttpApiOptions, "invokeRefusal">,
  logged: Logged,
): Promise<HttpResponse | ApiRefusal> {
  const { exchange, place, region, api, stage, requestId, at } = call;
  const { target } = route;
  if (target === undefined) return internalError(`the route ${route.key} leads to no function`);
  const arn = functionArn(target.function, region.name);
  const why = await invokeRefusal(arn, sourceArn(call, route.key));
  if (why !== undefined) {
    logged["integration.error"] = why;
    return internalError(why);
  }
  const { method, request } = exchange;
  const announced = Number(request.headers["content-length"] ?? 0);
  if (announced > MAX_BODY_BYTES) return tooLarge("a body has at most 10 MB");
  const body = await exchange.body();
  if (body.length > MAX_BODY_BYTES) return tooLarge("a body has at most 10 MB");
  const event = httpEvent(
    {
      method,
      url: place.url,
      headers: request.headers,
      body,
      sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
    },
    {
      id: api.id,
      domain: apiDomain(api.id, region.name),
      routeKey: route.key,
      stage: stage.stage.name,
      accountId: ACCOUNT,
      authorizer,
      pathParameters,
      stageVariables: stage.stage.variables,
    },
    requestId,
    at,
  );
  const payload = Buffer.from(JSON.stringify(event));
  if (payload.length > MAX_EVENT_BYTES) return tooLarge("a function takes an event of 6 MB");
  const invocation = randomUUID();
  const begun = Date.now();
  const result = await within(
    target.timeoutMs,
    region.invoke(target.function, payload, { requestId: invocation }),
  );
  logged.integrationLatency = Date.now() - begun;
  logged["integration.requestId"] = invocation;
  return ofResult(result, target.timeoutMs, logged);
}

function ofResult(
  result: InvocationResult | "timeout",
  timeoutMs: number,
  logged: Logged,
): HttpResponse | ApiRefusal {
  if (result === "timeout") return unavailable(`the function took more than ${timeoutMs} ms`);
  if (result.kind === "not-found") return internalError("the function is not there");
  if (result.kind === "throttled")
    return unavailable(`the function is throttled: ${result.reason}`);
  logged["integration.status"] = 200;
  if (result.failed) return internalError("the function failed");
  const response = httpResponse(result.payload, STRUCTURED_TYPE);
  if (response === undefined) return internalError("the function gave no answer over HTTP");
  logged["integration.integrationStatus"] = response.status;
  return response;
}

/** ARN of the stage, method and path of a route, as the function's policy names it. */
function sourceArn({ api, region, stage, exchange }: ApiCall, routeKey: string): string {
  const [, path] = routeKey.split(" ", 2);
  const route = path === undefined ? routeKey : `${exchange.method}${path}`;
  return `arn:aws:execute-api:${region.name}:${ACCOUNT}:${api.id}/${stage.stage.name}/${route}`;
}

async function within<Value>(ms: number, value: Promise<Value>): Promise<Value | "timeout"> {
  const late = Promise.withResolvers<"timeout">();
  const timer = setTimeout(() => late.resolve("timeout"), ms);
  try {
    return await Promise.race([value, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
