const CONNECTION =
  /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|TimeoutError/;

/**
 * What a connection failed with: a system error's code, such as `ECONNREFUSED`, or the SDK's
 * `TimeoutError`; undefined for an error that is none of the network.
 */
export function connectionFailure(error: Error): string | undefined {
  // Node tries several addresses of a host and throws an AggregateError with one error for each.
  const inner = error instanceof AggregateError ? error.errors : [];
  for (const candidate of [error, ...inner, error.cause]) {
    if (!(candidate instanceof Error)) continue;
    const code = "code" in candidate ? String(candidate.code) : candidate.name;
    if (CONNECTION.test(code)) return code;
  }
  return undefined;
}
