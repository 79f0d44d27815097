import { isSpillwayError, type SpillwayError } from "@spillway/errors";
import { type LambdaHandler, readEvent, type Telemetry } from "@spillway/lambda-runtime";
import { type Context, Hono } from "hono";
import * as z from "zod";
import { HTTP_SERVICE_REFUSALS, httpServiceError } from "./http-service-error.ts";
import type { Operation, OperationAnswer } from "./operation.ts";
import { PROBLEM_MEDIA_TYPE } from "./problem/problem.ts";
import { problemOf, toldError } from "./problem/problem-of.ts";
import type { Refusals } from "./problem/refusals.ts";
import { type ApiAnswer, type ApiEvent, apiEventSchema } from "./request/api-event.ts";
import { type CallerKind, callerOf } from "./request/caller.ts";
import { readRequest } from "./request/read-request.ts";

/** What a service is made of. */
export interface HttpServiceOptions {
  readonly operations: readonly Operation[];
  /** The API's own errors that the caller may know. */
  readonly refusals: Refusals;
  /** Largest body, in bytes. */
  readonly maxBodyBytes: number;
  /** Who is one caller, of those who come through a role. Default `role`: all of its sessions. */
  readonly callerIs?: CallerKind;
  readonly logger: Pick<Telemetry["logger"], "info" | "warn" | "error">;
}

/**
 * Answers the events of an HTTP API by its operations. Whatever a request is, there is an answer: of the
 * operation, or a problem document. What was not refused on purpose is a 500 without a word of the cause,
 * which is logged.
 *
 * @example
 * const handle = httpService({ operations, refusals: { CART_NOT_FOUND: 404 }, maxBodyBytes: 5e6, logger });
 * export const handler = observedHandler(handle, telemetry);
 */
export function httpService(options: HttpServiceOptions): LambdaHandler<unknown, ApiAnswer> {
  const app = routes(options);
  return async (event) => {
    const read = readEvent(apiEventSchema, event);
    const response = await app.fetch(requestOf(read), { event: read });
    return {
      statusCode: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}

interface Bindings {
  readonly event: ApiEvent;
}
type Call = Context<{ Bindings: Bindings }>;

function routes(options: HttpServiceOptions) {
  const { operations, refusals: own, maxBodyBytes, callerIs = "role", logger } = options;
  const refusals = { ...HTTP_SERVICE_REFUSALS, ...own };
  const app = new Hono<{ Bindings: Bindings }>();
  const byPath = Map.groupBy(operations, ({ path }) => path);
  for (const [path, of] of byPath) {
    const pattern = path.replace(/\{(\w+)\}/g, ":$1");
    for (const operation of of) {
      app.on(operation.method, pattern, (call) =>
        guarded(call, async (event) => {
          const reading = { maxBodyBytes, callerIs };
          const request = readRequest(event, call.req.param(), operation, reading);
          return answered(await operation.handle(request));
        }),
      );
    }
    const allow = of.map(({ method }) => method).sort();
    app.all(pattern, (call) =>
      guarded(call, async (event) => {
        callerOf(event, callerIs);
        throw httpServiceError(
          "METHOD_NOT_ALLOWED",
          `expected ${allow.join(" or ")} of ${path}; came ${methodOf(event)}`,
          { details: { allow } },
        );
      }),
    );
  }
  app.notFound((call) =>
    guarded(call, async (event) => {
      callerOf(event, callerIs);
      throw httpServiceError("ROUTE_NOT_FOUND", "expected a path of this API; came another", {
        hint: "GET /openapi.json lists them.",
      });
    }),
  );

  async function guarded(call: Call, answer: (event: ApiEvent) => Promise<Response>) {
    try {
      return await answer(call.env.event);
    } catch (error) {
      return refuse(error, call);
    }
  }

  function refuse(error: unknown, { env: { event }, req }: Call): Response {
    const told = toldError(error, refusals);
    const { requestId } = event.requestContext;
    const problem = problemOf(told, refusals, { path: req.path, requestId });
    if (problem.status >= 500) {
      logger.error(problem.detail, { requestId, path: req.path, cause: causeOf(told) });
    } else {
      logger.info("refused", { requestId, path: req.path, code: told.code, reason: told.message });
    }
    const headers = { ...SAFE_HEADERS, ...headersOf(told, problem.status) };
    return new Response(JSON.stringify(problem), {
      status: problem.status,
      headers: { ...headers, "content-type": PROBLEM_MEDIA_TYPE },
    });
  }
  return app;
}

function answered({ status, headers = {}, body }: OperationAnswer): Response {
  const sent = { ...SAFE_HEADERS, ...headers };
  if (body === undefined) return new Response(null, { status, headers: sent });
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...sent, "content-type": "application/json" },
  });
}

/** Answers carry addresses that hold for whoever has them: nobody may keep them or guess their type. */
const SAFE_HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "strict-transport-security": "max-age=31536000",
};

function headersOf(error: SpillwayError, status: number): Record<string, string> {
  if (httpServiceError.is(error, "METHOD_NOT_ALLOWED")) {
    return { allow: error.details.allow.join(", ") };
  }
  return status === 429 || status === 503 ? { "retry-after": retryAfter(error) } : {};
}

/** Seconds, as the error's details have them, else one. */
function retryAfter({ details }: SpillwayError): string {
  const { data } = retryAfterSchema.safeParse(details);
  return String(data?.retryAfterSeconds ?? 1);
}

const retryAfterSchema = z.object({ retryAfterSeconds: z.int().min(1) });

/** What the logs tell of a failure: someone's move by its code, a defect by its stack. */
function causeOf({ cause, code, message }: SpillwayError): unknown {
  if (cause === undefined) return { code, message };
  if (isSpillwayError(cause) && cause.errorClass !== "defect") {
    return { code: cause.code, message: cause.message, hint: cause.hint, details: cause.details };
  }
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}

/** Methods that a Request of the web's can't have. */
const UNSENDABLE = /^(?:connect|trace|track)$/i;

/** What a URL takes for this folder or the one above. */
const DOT_SEGMENT = /(?<=\/)(?:\.|%2e){1,2}(?=\/|$)/gi;

/**
 * The request as far as a router looks at it. All else is read from the event. The path stays as it is:
 * an authorizer looked at this one, and not at another one to which `..` leads.
 */
function requestOf(event: ApiEvent): Request {
  const path = event.rawPath
    .replace(/^\/?/, "/")
    .replace(/[?#\\\t\n\r]/g, encodeURIComponent)
    .replace(DOT_SEGMENT, (dots) => encodeURIComponent(dots.replaceAll(".", "%2e")));
  return new Request(`https://api${path}`, { method: methodOf(event) });
}

function methodOf({ requestContext }: ApiEvent): string {
  const { method } = requestContext.http;
  return /^[A-Za-z]{1,32}$/.test(method) && !UNSENDABLE.test(method) ? method : "UNKNOWN";
}
