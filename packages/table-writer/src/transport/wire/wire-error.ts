/**
 * An error of DynamoDB's in the shape that the SDK gives it: `name`, `message`, `$metadata`, and what
 * else the answer says, such as `ThrottlingReasons`.
 *
 * @param status of the HTTP answer
 * @param body the answer, of DynamoDB or of something before it
 * @param type the header `x-amzn-errortype`, if there was one
 */
export function serviceError(status: number, body: string, type?: string): Error {
  const answer = objectFrom(body);
  const declared = answer.__type ?? type;
  const name = typeof declared === "string" ? nameOf(declared) : "UnknownError";
  const message = answer.message ?? answer.Message ?? (body.slice(0, 200) || `status ${status}`);
  const { __type: _, message: __, Message: ___, ...rest } = answer;
  return Object.assign(new Error(String(message)), {
    ...rest,
    name,
    $fault: status >= 500 ? "server" : "client",
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
}

/** An answer of success that is not whole or not DynamoDB's; to send again does no harm. */
export function brokenAnswer(status: number, problem: string, cause?: unknown): Error {
  return Object.assign(new Error(`the answer ${problem}`, { cause }), {
    name: "BrokenAnswerError",
    $metadata: { httpStatusCode: status, attempts: 1 },
  });
}

/** `com.amazonaws.dynamodb.v20120810#ThrottlingException:http://…` is a ThrottlingException. */
function nameOf(type: string): string {
  const afterHash = type.slice(type.indexOf("#") + 1);
  const [name = afterHash] = afterHash.split(/[:,]/);
  return name;
}

function objectFrom(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
