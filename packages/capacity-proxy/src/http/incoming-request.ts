import { requestFraming } from "./framing.ts";
import type { MessageHead } from "./message-head.ts";
import type { Message } from "./message-reader.ts";

/** A DynamoDB request with its whole body. */
export interface IncomingRequest {
  /** For example `PutItem`. */
  readonly operation: string;
  readonly method: string;
  readonly head: MessageHead;
  readonly body: Buffer;
  /** All of it, byte for byte as it came. */
  readonly bytes: Buffer;
  /** The region that it says it is for. */
  readonly region: string;
}

const TARGET_PREFIX = "DynamoDB_20120810.";
const FIRST_LINE = /^([!#$%&'*+\-.^_`|~\w]+) \S+ HTTP\/1\.[01]$/;

/** The most that a body may have: DynamoDB's largest request is 16 MB, base64 and names on top. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** How long a request's body is; undefined for what is no request of HTTP/1.0 or 1.1, or not plainly one. */
export function plainRequestFraming(head: MessageHead) {
  return FIRST_LINE.test(head.firstLine) ? requestFraming(head) : undefined;
}

/** For example `POST`. */
export function methodOf(head: MessageHead): string {
  return head.firstLine.slice(0, head.firstLine.indexOf(" "));
}

/** A DynamoDB request; undefined for anything else, such as a streams request. */
export function dynamoDbRequest({ head, body, bytes }: Message): IncomingRequest | undefined {
  const target = head.value("x-amz-target");
  if (target === undefined || !target.startsWith(TARGET_PREFIX)) return undefined;
  const operation = target.slice(TARGET_PREFIX.length);
  const { region } = credentialScope(head);
  return { operation, method: methodOf(head), head, body, bytes, region };
}

/** Whether the client waits to be told to send the body. */
export function waitsForContinue(head: MessageHead): boolean {
  return head.value("expect")?.toLowerCase() === "100-continue";
}

/** Whether the client wants no further answer on this connection. */
export function isLastRequest(head: MessageHead): boolean {
  const connection = head.value("connection")?.toLowerCase() ?? "";
  return head.firstLine.endsWith("1.0") ? connection !== "keep-alive" : connection === "close";
}

/**
 * Who a request says it is from: the credential scope of its Authorization header.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function credentialScope(head: MessageHead): {
  readonly accessKeyId: string;
  readonly region: string;
} {
  const match = /Credential=([^/,\s]+)\/\d+\/([^/,\s]+)\//.exec(head.value("authorization") ?? "");
  return { accessKeyId: match?.[1] ?? "none", region: match?.[2] ?? "us-east-1" };
}
