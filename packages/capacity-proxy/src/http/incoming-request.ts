import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** A DynamoDB request with its whole body. */
export interface IncomingRequest {
  /** For example `PutItem`. */
  readonly operation: string;
  readonly method: string;
  /** Path and query as they came. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const TARGET_PREFIX = "DynamoDB_20120810.";

/** The most that a body may have: DynamoDB's largest request is 16 MB, base64 and names on top. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The operation of a DynamoDB request; undefined for anything else, such as a streams request. */
export function operationOf(headers: IncomingHttpHeaders): string | undefined {
  const target = headers["x-amz-target"];
  return typeof target === "string" && target.startsWith(TARGET_PREFIX)
    ? target.slice(TARGET_PREFIX.length)
    : undefined;
}

/** Of a target that came twice the engine takes the first, where Node joins them with a comma. */
export function keepFirstTarget(message: IncomingMessage): void {
  const target = message.headers["x-amz-target"];
  if (typeof target !== "string" || !target.includes(",")) return;
  message.headers["x-amz-target"] = message.headersDistinct["x-amz-target"]?.[0];
}

/** The client's whole body; undefined when it is longer than any request may be. */
export async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/**
 * Who a request says it is from: the credential scope of its Authorization header.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function credentialScope(headers: IncomingHttpHeaders): {
  readonly accessKeyId: string;
  readonly region: string;
} {
  const match = /Credential=([^/,\s]+)\/\d+\/([^/,\s]+)\//.exec(headers.authorization ?? "");
  return { accessKeyId: match?.[1] ?? "none", region: match?.[2] ?? "us-east-1" };
}
