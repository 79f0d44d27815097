/** What a request came to, by the names of `$context` variables: `requestId`, `identity.sourceIp`. */
export type LoggedValues = Readonly<Record<string, string | number | undefined>>;

/**
 * A line of an access log: the format with its variables replaced; `-` stands for what has no value. In a
 * format that is JSON values are escaped, so that the line is JSON too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 * @example
 * accessLogLine("$context.httpMethod $context.path $context.status", { httpMethod: "GET", path: "/a" })
 * // "GET /a -"
 */
export function accessLogLine(format: string, values: LoggedValues): string {
  const isJson = format.trimStart().startsWith("{");
  return format.replaceAll(/\$context\.([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w:-]*)*)/g, (_, name) => {
    const value = String(values[name] ?? "-");
    return isJson && name !== "error.messageString" ? JSON.stringify(value).slice(1, -1) : value;
  });
}
