import type * as z from "zod";
import { httpServiceError } from "../http-service-error.ts";
import type { Operation, OperationRequest } from "../operation.ts";
import type { RequestProblem } from "../problem/problem.ts";
import { schemaProblems } from "../problem/schema-problems.ts";
import type { ApiEvent } from "./api-event.ts";
import { type CallerKind, callerOf } from "./caller.ts";
import { canonicalJson, payloadDigest } from "./canonical-json.ts";
import { idempotencyKeySchema } from "./idempotency-key.ts";
import { type ReadJson, readJson } from "./read-json.ts";

/** How a request is read. */
export interface RequestReading {
  /** Largest body, in bytes of UTF-8. */
  readonly maxBodyBytes: number;
  readonly callerIs: CallerKind;
}

/**
 * Checks a request against its operation and tells everything that is wrong with it at once.
 *
 * @throws SpillwayError `CALLER_UNKNOWN`, `BODY_TOO_LARGE`, `MEDIA_TYPE_UNSUPPORTED`, `REQUEST_INVALID`
 */
export function readRequest(
  event: ApiEvent,
  params: Readonly<Record<string, string>>,
  operation: Operation,
  reading: RequestReading,
): OperationRequest<unknown, unknown, unknown> {
  const caller = callerOf(event, reading.callerIs);
  const problems: RequestProblem[] = [];
  const check = (place: string, schema: z.ZodType | undefined, given: unknown): unknown => {
    const read = schema?.safeParse(given);
    if (read === undefined || read.success) return read?.data;
    problems.push(...schemaProblems(place, read.error.issues));
    return undefined;
  };
  const payload = operation.body === undefined ? NO_BODY : payloadOf(event, reading);
  problems.push(...payload.problems);
  const request = {
    caller,
    params: check("path", operation.params, params),
    query: check("query", operation.query, queryOf(event.rawQueryString, problems)),
    body: payload.problems.length > 0 ? undefined : check("body", operation.body, payload.value),
  };
  const { "idempotency-key": header } = event.headers;
  if (operation.idempotent !== true || header === undefined) return done(request, problems);
  const key = idempotencyKeySchema.safeParse(header);
  if (!key.success) {
    problems.push(...schemaProblems("headers", issuesAt("idempotency-key", key.error.issues)));
    return done(request, problems);
  }
  // What an operation takes left out asks for what `{}` does.
  const asked = operation.body !== undefined && payload.value === undefined ? {} : payload.value;
  const digest = problems.length > 0 ? "" : payloadDigest(placeOf(operation, params), asked);
  return done({ ...request, idempotency: { key: key.data, digest } }, problems);
}

/** The operation and what its path names: the same payload for another one is another request. */
function placeOf({ id, params }: Operation, given: Readonly<Record<string, string>>): string {
  return params === undefined ? id : `${id} ${canonicalJson(given)}`;
}

function issuesAt(name: string, issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.map((issue) => ({ ...issue, path: [name] }));
}

function done<Request>(request: Request, problems: readonly RequestProblem[]): Request {
  const [first, ...more] = problems;
  if (first === undefined) return request;
  const rest = more.length === 0 ? "" : `, and ${more.length} more`;
  throw httpServiceError("REQUEST_INVALID", `${first.path}: ${first.message}${rest}`, {
    details: { problems, count: problems.length },
  });
}

function queryOf(text: string, problems: RequestProblem[]): Record<string, string> {
  const given = Object.create(null) as Record<string, string>;
  for (const [name, value] of new URLSearchParams(text)) {
    if (name in given) problems.push({ path: `/query/${name}`, message: "expected it once" });
    given[name] = value;
  }
  return { ...given };
}

function payloadOf(
  { headers, body, isBase64Encoded }: ApiEvent,
  { maxBodyBytes }: RequestReading,
): ReadJson {
  if (body === undefined || body === "") return NO_BODY;
  const bytes = isBase64Encoded ? Buffer.from(body, "base64") : body;
  const length = Buffer.byteLength(bytes);
  if (length > maxBodyBytes) {
    throw httpServiceError(
      "BODY_TOO_LARGE",
      `expected at most ${maxBodyBytes} bytes; came ${length}`,
      { details: { maxBytes: maxBodyBytes } },
    );
  }
  checkMediaType(headers);
  const text = typeof bytes === "string" ? bytes : utf8Of(bytes);
  return text === undefined ? NOT_UTF8 : readJson(text);
}

const NO_BODY: ReadJson = { value: undefined, problems: [] };
const NOT_UTF8: ReadJson = {
  problems: [{ path: "/body", message: "expected UTF-8; came other bytes" }],
};

function utf8Of(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function checkMediaType(headers: ApiEvent["headers"]): void {
  const { "content-type": type = "none", "content-encoding": encoding = "identity" } = headers;
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type)) {
    throw httpServiceError(
      "MEDIA_TYPE_UNSUPPORTED",
      `expected a body of application/json; came ${type.slice(0, 100)}`,
      { hint: "With curl: -H 'content-type: application/json'." },
    );
  }
  if (encoding.toLowerCase() !== "identity") {
    throw httpServiceError(
      "MEDIA_TYPE_UNSUPPORTED",
      `expected a body that is not compressed; came ${encoding.slice(0, 100)}`,
    );
  }
}
