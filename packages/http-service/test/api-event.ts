/** An event of payload format 2.0, as API Gateway sends it for a signed request. */
export function apiEvent(
  line: string,
  request: { body?: unknown; headers?: Record<string, string>; authorizer?: object } = {},
) {
  const [method = "", target = ""] = line.split(" ");
  const [rawPath = "", rawQueryString = ""] = target.split("?");
  const { body, headers = {}, authorizer = { iam: { userArn: ROLE } } } = request;
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

export const ROLE = "arn:aws:sts::123456789012:assumed-role/loader/task-7";
