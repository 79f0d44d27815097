import { randomUUID } from "node:crypto";
import type { Permission } from "../access/permissions/permission.ts";
import { ACCOUNT } from "../account.ts";
import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { functionArn } from "../lambda-host/function-reference.ts";
import type { InvocationResult, InvokeFunction } from "../lambda-host/lambda-host.ts";
import { corsHeaders, isPreflight } from "../lambda-http/cors.ts";
import { httpEvent } from "../lambda-http/http-event.ts";
import { type HttpResponse, httpResponse } from "../lambda-http/http-response.ts";
import { sendResponse } from "../lambda-http/send-response.ts";
import type { FunctionUrl, FunctionUrls } from "./function-url.ts";
import { type UrlHost, urlHost } from "./url-host.ts";

/** What a region has behind its function URLs. */
export interface RegionOfUrls {
  readonly urls: FunctionUrls;
  readonly invoke: InvokeFunction;
}

export interface FunctionUrlOptions {
  readonly regionOf: (region: string) => RegionOfUrls | undefined;
  /** Why anybody may not do this; undefined when the function's policy lets everybody. */
  readonly publicRefusal: (permission: Permission) => Promise<string | undefined>;
  /** Whether whoever signed the request may do this. */
  readonly callerMay: (exchange: Exchange, needed: readonly Permission[]) => Promise<boolean>;
}

/** What a caller sees of a function that failed. */
const BAD_GATEWAY: HttpResponse = {
  status: 502,
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ Message: "Internal Server Error" }),
};

/** Lambda's limit for what a function is invoked with. */
const MAX_BODY_BYTES = 6 * 1_024 * 1_024;

/** Whether a request is for a function URL. */
export function isFunctionUrl({ request }: Pick<Exchange, "request">): boolean {
  return urlHost(request.headers.host) !== undefined;
}

/**
 * Serves function URLs, by the host that a request names.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html
 */
export function functionUrlRoute(options: FunctionUrlOptions): Route {
  return {
    accepts: isFunctionUrl,
    async handle(exchange) {
      const host = urlHost(exchange.request.headers.host);
      const region = host && options.regionOf(host.region);
      const url = host && region?.urls.get(host.id);
      if (host === undefined || region === undefined || url === undefined) {
        return sendResponse(exchange, refused(404, "ResourceNotFoundException", "Not Found"));
      }
      const { method, request } = exchange;
      const preflight = isPreflight(method, request.headers);
      const cors = corsHeaders(url.cors, request.headers, preflight);
      if (preflight && url.cors !== undefined) {
        return sendResponse(exchange, { status: 200, headers: cors, body: "" });
      }
      const response = await answer(exchange, host, url, region, options);
      const own = Object.entries(response.headers).filter(
        ([name]) => url.cors === undefined || !name.startsWith("access-control-"),
      );
      sendResponse(exchange, { ...response, headers: { ...Object.fromEntries(own), ...cors } });
    },
  };
}

async function answer(
  exchange: Exchange,
  host: UrlHost,
  url: FunctionUrl,
  { invoke }: RegionOfUrls,
  options: FunctionUrlOptions,
): Promise<HttpResponse> {
  const refusal = await refusalOf(exchange, host, url, options);
  if (refusal !== undefined) return refusal;
  const body = await exchange.body();
  if (body.length > MAX_BODY_BYTES) {
    return refused(413, "RequestEntityTooLargeException", "Request must be smaller than 6 MB");
  }
  const { request, method, scope } = exchange;
  const requestId = randomUUID();
  const asked = {
    method,
    url: request.url ?? "/",
    headers: request.headers,
    body,
    sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
  };
  const accessKey = url.authType === "AWS_IAM" ? scope?.accessKeyId : undefined;
  const place = {
    ...host,
    routeKey: "$default",
    stage: "$default",
    accountId: accessKey === undefined ? "anonymous" : ACCOUNT,
    authorizer: accessKey === undefined ? undefined : { iam: { accessKey, accountId: ACCOUNT } },
  };
  const event = httpEvent(asked, place, requestId, new Date());
  return ofResult(await invoke(url, Buffer.from(JSON.stringify(event)), { requestId }));
}

function ofResult(result: InvocationResult): HttpResponse {
  if (result.kind === "not-found") return refused(404, "ResourceNotFoundException", "Not Found");
  if (result.kind === "throttled") {
    return refused(429, "TooManyRequestsException", "Rate Exceeded.");
  }
  const said = result.failed ? undefined : httpResponse(result.payload, "application/json");
  const response = said ?? BAD_GATEWAY;
  return {
    ...response,
    headers: { ...response.headers, "x-amzn-requestid": result.requestId },
  };
}

/** Since October 2025 both actions are needed. */
async function refusalOf(
  exchange: Exchange,
  host: UrlHost,
  url: FunctionUrl,
  { publicRefusal, callerMay }: FunctionUrlOptions,
): Promise<HttpResponse | undefined> {
  const resource = functionArn(url, host.region);
  const conditions = {
    "lambda:FunctionUrlAuthType": [url.authType],
    "lambda:InvokedViaFunctionUrl": ["true"],
  };
  const needed = ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"].map((action) => ({
    action,
    resource,
    conditions,
  }));
  if (url.authType === "AWS_IAM") {
    const may = exchange.scope !== undefined && (await callerMay(exchange, needed));
    return may ? undefined : forbidden("the signature's owner may not invoke it");
  }
  for (const permission of needed) {
    const why = await publicRefusal(permission);
    if (why !== undefined) return forbidden(why);
  }
  return undefined;
}

/** Lambda says less of why. */
function forbidden(why: string): HttpResponse {
  const help =
    "Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html";
  return refused(403, "AccessDeniedException", `${help} (${why})`);
}

function refused(status: number, type: string, message: string): HttpResponse {
  const headers = { "content-type": "application/json", "x-amzn-errortype": type };
  return { status, headers, body: JSON.stringify({ Message: message }) };
}
