import type { HttpResponse } from "../../lambda-http/http-response.ts";

/** An answer of API Gateway's own, and why it is given, which API Gateway tells only in its access log. */
export interface ApiRefusal {
  readonly status: number;
  /** `Forbidden` */
  readonly message: string;
  readonly why: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** In which header the local cloud says why; AWS has none. */
const REASON = "spillway-reason";

/**
 * A refusal as an HTTP API sends it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting.html
 */
export function refusalResponse({ status, message, why, headers }: ApiRefusal): HttpResponse {
  return {
    status,
    headers: {
      "content-type": "application/json",
      [REASON]: why.replaceAll(/[^\x20-\x7e]/g, "?"),
      ...headers,
    },
    body: JSON.stringify({ message }),
  };
}

export function notFound(why: string): ApiRefusal {
  return { status: 404, message: "Not Found", why };
}

export function forbidden(why: string): ApiRefusal {
  return { status: 403, message: "Forbidden", why };
}

export function tooLarge(why: string): ApiRefusal {
  return { status: 413, message: "Request Entity Too Large", why };
}

export function tooManyRequests(why: string): ApiRefusal {
  return { status: 429, message: "Too Many Requests", why };
}

export function internalError(why: string): ApiRefusal {
  return { status: 500, message: "Internal Server Error", why };
}

export function unavailable(why: string): ApiRefusal {
  return { status: 503, message: "Service Unavailable", why };
}
