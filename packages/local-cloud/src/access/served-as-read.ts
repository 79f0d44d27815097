import type { ServiceRequest } from "./service-request.ts";

/** What stands in `X-Amz-Target`, by signing name: a prefix of the service's own and one operation. */
const TARGETS: Readonly<Record<string, RegExp>> = {
  "application-autoscaling": /^AnyScaleFrontendService\.\w+$/,
  dynamodb: /^DynamoDB(Streams)?_20120810\.\w+$/,
  events: /^AWSEvents\.\w+$/,
  kms: /^TrentService\.\w+$/,
  logs: /^Logs_20140328\.\w+$/,
  monitoring: /^GraniteServiceVersion20100801\.\w+$/,
  sqs: /^AmazonSQS\.\w+$/,
};

/** Paths of the query protocol, by signing name: a queue's own is one too. */
const QUERY_PATHS: Readonly<Record<string, RegExp>> = {
  iam: /^\/$/,
  monitoring: /^\/$/,
  sns: /^\/$/,
  sqs: /^\/(\d{12}\/[\w.-]+\/?)?$/,
  sts: /^\/$/,
};

const CBOR_PATH = /^\/service\/GraniteServiceVersion20100801\/operation\/\w+$/;
const FORM = /^\s*application\/x-www-form-urlencoded\b/i;
const ANY_FORM = /^\s*(application\/x-www-form-urlencoded|multipart\/)/i;
/** moto's pages about itself, whichever service a request is signed for; and S3's for a whole account. */
const MOTO_PATH = /^\/(moto-api|latest\/|favicon\.ico|v20180820\/)/;

/**
 * Whether moto serves what was read of a request. moto chooses the service and the operation in its
 * own way: it takes an `Action` in the address before the one in `X-Amz-Target`, takes whatever part of
 * a target stands last, and sends what is signed in an unusual way to S3. What can be read in two ways
 * could be allowed in one and served in the other.
 */
export function isServedAsRead(request: ServiceRequest): boolean {
  const { protocol, path, query, headers } = request;
  if (!isSignedAsUsual(request) || !isPlainPath(path) || headers.action !== undefined) return false;
  switch (protocol) {
    case "json":
      return isOneTarget(request) && query.size === 0 && !isForm(request, ANY_FORM);
    case "cbor":
      return CBOR_PATH.test(path) && query.size === 0 && headers["x-amz-target"] === undefined;
    case "query":
      return isOneForm(request);
    case "rest-json":
      return !query.has("Action") && !/%2f/i.test(path) && !isForm(request, ANY_FORM);
    case "rest-xml":
      return !headers.host?.includes("s3-control");
  }
}

/** With a scope that moto reads as the gateway does. Only S3 takes presigned addresses, and version 2. */
function isSignedAsUsual({ service, headers: { authorization } }: ServiceRequest): boolean {
  if (authorization === undefined) return service === "s3";
  if (service === "s3" && /^AWS [^\s:,/]+:\S+$/.test(authorization)) return true;
  return /^AWS4-HMAC-SHA256 +Credential=[^,\s/]+(\/[^,\s/]+){4}(,|$)/.test(authorization);
}

function isPlainPath(path: string): boolean {
  try {
    return path.startsWith("/") && !MOTO_PATH.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

function isOneTarget({ service, headers }: ServiceRequest): boolean {
  const target = headers["x-amz-target"];
  return typeof target === "string" && TARGETS[service]?.test(target) === true;
}

function isForm({ headers }: ServiceRequest, form: RegExp): boolean {
  return form.test(headers["content-type"] ?? "");
}

/** Parameters in one place, each once. */
function isOneForm(request: ServiceRequest): boolean {
  const { service, path, query, text, headers } = request;
  if (QUERY_PATHS[service]?.test(path) !== true || headers["x-amz-target"] !== undefined) {
    return false;
  }
  if (text !== "" && (query.size > 0 || !isForm(request, FORM))) return false;
  const names = [...new URLSearchParams(text || query).keys()];
  return new Set(names).size === names.length;
}
