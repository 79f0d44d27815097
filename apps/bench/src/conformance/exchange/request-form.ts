import type { Sending } from "./raw-connection.ts";

/** A request as a case describes it; what it leaves out is as an SDK sends it. */
export interface RequestForm extends Omit<Sending, "bytes"> {
  /** The operation in `X-Amz-Target`. */
  readonly operation?: string;
  /** The body, as JSON; default `{}`. */
  readonly content?: unknown;
  /** The body as it is, instead of `content`. */
  readonly body?: string | Buffer;
  readonly method?: string;
  readonly path?: string;
  /** Default `HTTP/1.1`. */
  readonly version?: string;
  /** Beside the usual ones, or in their place; undefined leaves one out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Cuts the body into chunks of so many bytes, with `Transfer-Encoding: chunked`. */
  readonly chunkBytes?: number;
  /** The whole request, byte for byte, instead of all the above. */
  readonly wire?: string | Buffer;
}

/** An unsigned scope: DynamoDB Local looks at its form only. */
export const AUTHORIZATION =
  "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date;x-amz-target, Signature=0123456789abcdef";

/** The bytes of a request, and how its answer is to be read. */
export function sendingOf(form: RequestForm): Sending {
  return { ...form, bytes: bytesOf(form), bodyless: form.bodyless ?? form.method === "HEAD" };
}

/** A request in one line, for a person. */
export function shortForm(form: RequestForm): string {
  if (form.wire !== undefined) return cut(form.wire.toString("latin1"));
  const { method = "POST", path = "/", operation = "", headers = {} } = form;
  const http = method === "POST" && path === "/" ? "" : `${method} ${path} `;
  const odd = Object.keys(headers).length === 0 ? "" : ` ${JSON.stringify(headers)}`;
  return cut(`${http}${operation}${odd} ${bodyOf(form).subarray(0, 2_000).toString("latin1")}`);
}

function cut(text: string): string {
  const visible = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return visible.length > 600 ? `${visible.slice(0, 600)}… (${text.length} characters)` : visible;
}

function bytesOf(form: RequestForm): Buffer {
  if (form.wire !== undefined) return Buffer.from(form.wire as string, "latin1");
  const { method = "POST", path = "/", version = "HTTP/1.1", operation, chunkBytes } = form;
  const body = bodyOf(form);
  const headers: Record<string, string | undefined> = {
    Host: "dynamodb.us-east-1.amazonaws.com",
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Target": operation && `DynamoDB_20120810.${operation}`,
    "X-Amz-Date": "20260101T000000Z",
    Authorization: AUTHORIZATION,
    ...(chunkBytes === undefined
      ? { "Content-Length": String(body.length) }
      : { "Transfer-Encoding": "chunked" }),
    ...form.headers,
  };
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${value}\r\n`],
  );
  const head = Buffer.from(`${method} ${path} ${version}\r\n${lines.join("")}\r\n`, "latin1");
  return Buffer.concat([head, chunkBytes === undefined ? body : chunked(body, chunkBytes)]);
}

function bodyOf({ body, content }: RequestForm): Buffer {
  if (body !== undefined) return Buffer.from(body as string);
  return Buffer.from(JSON.stringify(content ?? {}));
}

function chunked(body: Buffer, chunkBytes: number): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length; at += chunkBytes) {
    const part = body.subarray(at, at + chunkBytes);
    parts.push(Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}
