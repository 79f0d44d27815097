import * as z from "zod";

/** An answer over HTTP. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: string | Buffer;
}

/** Headers that a function has no say in. */
const OF_THE_CONNECTION: ReadonlySet<string> = new Set([
  "connection",
  "content-length",
  "keep-alive",
  "transfer-encoding",
  "upgrade",
]);

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const structured = z.looseObject({
  statusCode: z.coerce.number().int().min(200).max(599),
  headers: z.record(z.string(), scalar).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.unknown().optional(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What a function's answer is over HTTP: an object with a `statusCode` says it member by member; anything
 * else is itself the body, as JSON. Undefined for what is neither.
 *
 * @param structuredType the content type of an object with a `statusCode` that names none
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpResponse(payload: Buffer, structuredType: string): HttpResponse | undefined {
  const type = { "content-type": "application/json" };
  const value = jsonIn(payload);
  // Only a runtime of the function's own can answer so.
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null || !("statusCode" in value)) {
    return { status: 200, headers: type, body: payload };
  }
  const said = structured.safeParse(value);
  if (!said.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = said.data;
  const text = body === undefined || body === null ? "" : textOf(body);
  const named = Object.entries(headers ?? {})
    .map(([name, one]) => [name.toLowerCase(), String(one)] as const)
    .filter(([name]) => !OF_THE_CONNECTION.has(name));
  const texts = [...named, ...(cookies ?? []).map((one) => ["set-cookie", one] as const)];
  if (!texts.every(isHeader)) return undefined;
  return {
    status: statusCode,
    headers: {
      "content-type": structuredType,
      ...Object.fromEntries(named),
      ...(cookies && cookies.length > 0 && { "set-cookie": cookies }),
    },
    body: isBase64Encoded ? Buffer.from(text, "base64") : text,
  };
}

/** Whether it has the characters of a header's name and value. */
function isHeader([name, value]: readonly [string, string]): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}

/** Undefined for what is no JSON. */
function jsonIn(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString("utf8"));
  } catch {
    return undefined;
  }
}

function textOf(body: unknown): string {
  return typeof body === "string" ? body : JSON.stringify(body);
}
