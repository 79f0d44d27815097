import { randomUUID } from "node:crypto";
import type { Protocol } from "../service-request.ts";
import { cborError } from "./cbor-error.ts";
import { xmlText } from "./xml-text.ts";

/** What of a request decides in which form its error is written. */
export interface AnsweredRequest {
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

/** An error as a service's clients know it. */
export interface ServiceError {
  readonly status: number;
  /** Its code where clients know errors by short names: query and S3. */
  readonly short: string;
  /** Its name where they know them by names of classes: JSON and CBOR; before it perhaps a namespace and `#`. */
  readonly class: string;
  readonly message: string;
  /** The name of the message's member in JSON; default `message`. */
  readonly member?: "message" | "Message";
  /** The content type of the answer in the JSON protocol. */
  readonly jsonType: string;
}

const NAMESPACES: Readonly<Record<string, string>> = {
  cloudformation: "http://cloudformation.amazonaws.com/doc/2010-05-15/",
  iam: "https://iam.amazonaws.com/doc/2010-05-08/",
  monitoring: "http://monitoring.amazonaws.com/doc/2010-08-01/",
  sns: "http://sns.amazonaws.com/doc/2010-03-31/",
  sqs: "http://queue.amazonaws.com/doc/2012-11-05/",
  sts: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/** Services whose JSON stands beside an older query protocol: their clients know its codes. */
const QUERY_COMPATIBLE = ["sqs", "monitoring"];

/** Whether clients of a service's JSON know errors by the codes of its older query protocol. */
export function isQueryCompatible(service: string): boolean {
  return QUERY_COMPATIBLE.includes(service);
}

/**
 * An error in the form that a service's clients read.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export function errorAnswer(request: AnsweredRequest, error: ServiceError): OwnAnswer {
  const { service, protocol, method } = request;
  const { status, short, message, member = "message" } = error;
  const requestId = randomUUID();
  const headers = { "x-amzn-requestid": requestId };
  const queryCode = { "x-amzn-query-error": `${short};Sender` };
  switch (protocol) {
    case "json":
      return {
        status,
        headers: {
          ...headers,
          "content-type": error.jsonType,
          ...(isQueryCompatible(service) ? queryCode : {}),
        },
        body: JSON.stringify({ __type: error.class, [member]: message }),
      };
    case "rest-json":
      return {
        status,
        headers: {
          ...headers,
          "content-type": "application/json",
          "x-amzn-errortype": error.class,
        },
        body: JSON.stringify({ [member]: message }),
      };
    case "cbor":
      return {
        status,
        headers: {
          ...headers,
          "content-type": "application/cbor",
          "smithy-protocol": "rpc-v2-cbor",
          ...queryCode,
        },
        body: cborError(error.class, message),
      };
    case "query":
      return {
        status,
        headers: { ...headers, "content-type": "text/xml" },
        body: queryError(service, short, message, requestId),
      };
    case "rest-xml":
      return {
        status,
        headers: s3Headers(requestId),
        // An answer to HEAD has no body; its client knows the status alone.
        body: method === "HEAD" ? "" : s3Error(short, message, requestId),
      };
  }
}

/** Headers of an answer of S3 with a document. */
export function s3Headers(requestId: string = randomUUID()): Readonly<Record<string, string>> {
  return { "x-amz-request-id": requestId, "content-type": "application/xml" };
}

function queryError(service: string, code: string, message: string, requestId: string): string {
  if (service === "ec2") {
    return `<Response><Errors><Error><Code>${code}</Code><Message>${xmlText(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  const namespace = NAMESPACES[service];
  const root = namespace === undefined ? "ErrorResponse" : `ErrorResponse xmlns="${namespace}"`;
  return `<${root}><Error><Type>Sender</Type><Code>${code}</Code><Message>${xmlText(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}

function s3Error(code: string, message: string, requestId: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${xmlText(message)}</Message><RequestId>${requestId}</RequestId><HostId>local</HostId></Error>`;
}
