import { randomUUID } from "node:crypto";
import type { Protocol } from "../service-request.ts";
import { cborError } from "./cbor-error.ts";
import { spelledMessage } from "./spelled-message.ts";
import { xmlText } from "./xml-text.ts";

/** Why a request is refused. */
export type RefusalKind =
  /** By policies, or for want of them. */
  | "denied"
  /** The session's time is over. */
  | "expired"
  /** Nobody has the access key. */
  | "unknown-key";

export interface RefusedRequest {
  /** The signing name. */
  readonly service: string;
  readonly protocol: Protocol;
  readonly method: string;
}

/** An answer of the gateway's own. */
export interface OwnAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** Error codes where a service's clients know errors by short names, and where by names of classes. */
const CODES: Readonly<Record<RefusalKind, { readonly short: string; readonly class: string }>> = {
  denied: { short: "AccessDenied", class: "AccessDeniedException" },
  expired: { short: "ExpiredToken", class: "ExpiredTokenException" },
  "unknown-key": { short: "InvalidClientTokenId", class: "UnrecognizedClientException" },
};

/** Services whose JSON stands beside an older query protocol: their clients know its codes. */
const QUERY_COMPATIBLE = ["sqs", "monitoring"];

const NAMESPACES: Readonly<Record<string, string>> = {
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  monitoring: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
  sqs: "http://queue.amazonaws.com/doc/2012-11-05/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/**
 * The answer with which a service refuses a request, in the form that its clients read.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function refusedAnswer(
  request: RefusedRequest,
  kind: RefusalKind,
  sentence: string,
): OwnAnswer {
  const { service, protocol } = request;
  const message = spelledMessage(service, sentence);
  const requestId = randomUUID();
  const headers = { "x-amzn-requestid": requestId };
  const { short, class: className } = CODES[kind];
  switch (protocol) {
    case "json":
      return jsonAnswer(service, kind, message, headers);
    case "rest-json":
      return {
        status: 403,
        headers: {
          ...headers,
          "content-type": "application/json",
          "x-amzn-errortype": className,
        },
        body: JSON.stringify({ Message: message }),
      };
    case "cbor":
      return {
        status: QUERY_COMPATIBLE.includes(service) ? 403 : 400,
        headers: {
          ...headers,
          "content-type": "application/cbor",
          "smithy-protocol": "rpc-v2-cbor",
          "x-amzn-query-error": `${short};Sender`,
        },
        body: cborError(className, message),
      };
    case "query":
      return {
        status: 403,
        headers: { ...headers, "content-type": "text/xml" },
        body: queryError(service, kind, message, requestId),
      };
    case "rest-xml":
      return {
        status: 403,
        headers: s3Headers(requestId),
        // An answer to HEAD has no body; its client knows the status alone.
        body: request.method === "HEAD" ? "" : s3Error(short, message, requestId),
      };
  }
}

/** Headers of an answer of S3 with a document. */
export function s3Headers(requestId: string = randomUUID()): Readonly<Record<string, string>> {
  return { "x-amz-request-id": requestId, "content-type": "application/xml" };
}

function jsonAnswer(
  service: string,
  kind: RefusalKind,
  message: string,
  headers: Readonly<Record<string, string>>,
): OwnAnswer {
  const { short, class: className } = CODES[kind];
  const compatible = QUERY_COMPATIBLE.includes(service);
  const prefix = service === "dynamodb" || compatible ? "com.amazon.coral.service#" : "";
  return {
    status: compatible ? 403 : 400,
    headers: {
      ...headers,
      "content-type":
        service === "dynamodb" || compatible
          ? "application/x-amz-json-1.0"
          : "application/x-amz-json-1.1",
      ...(compatible ? { "x-amzn-query-error": `${short};Sender` } : {}),
    },
    body: JSON.stringify({ __type: `${prefix}${className}`, Message: message }),
  };
}

function queryError(service: string, kind: RefusalKind, message: string, requestId: string) {
  // SNS alone has a name of its own.
  const code = service === "sns" && kind === "denied" ? "AuthorizationError" : CODES[kind].short;
  const namespace = NAMESPACES[service];
  const root = namespace === undefined ? "ErrorResponse" : `ErrorResponse xmlns="${namespace}"`;
  return `<${root}><Error><Type>Sender</Type><Code>${code}</Code><Message>${xmlText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function s3Error(code: string, message: string, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${xmlText(message)}</Message><RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`;
}
