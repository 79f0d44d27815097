/** What a test says about a request to an HTTP API; everything has a default. */
export interface ApiEventOptions {
  /** Text as it is, all else as JSON with its content type. */
  readonly body?: unknown;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the route's authorizer found. Default `{ iam: { userArn: CALLER_ARN } }`. */
  readonly authorizer?: object;
}

/** Who calls, where a test does not say it: a session of a role. */
export const CALLER_ARN = "arn:aws:sts::123456789012:assumed-role/loader/task-7";

/** What a route's authorizer finds of a token, as a user pool signs it. */
export function tokenOf(subject: string): object {
  return { jwt: { claims: { iss: "https://id.example", sub: subject } } };
}

/**
 * The event with which an API Gateway HTTP API invokes a function: payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 *
 * @param line method, path and query
 * @example
 * const event = apiEvent("POST /jobs?dry=true", { body: { table: "Users" } });
 * event.rawQueryString; // → "dry=true"
 */
export function apiEvent(line: string, options: ApiEventOptions = {}) {
  const [method = "", target = ""] = line.split(" ");
  const [rawPath = "", rawQueryString = ""] = target.split("?");
  const { body, headers = {}, authorizer = { iam: { userArn: CALLER_ARN } } } = options;
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    version: "2.0",
    rawPath,
    rawQueryString,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(text === undefined ? {} : { body: text }),
    isBase64Encoded: false,
    requestContext: { requestId: "request-1", http: { method }, authorizer },
  };
}
