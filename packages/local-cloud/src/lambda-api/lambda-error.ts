import type { Exchange } from "../gateway/exchange.ts";

/** An error as the Lambda API answers it. */
export interface LambdaError {
  readonly status: number;
  /** `ResourceNotFoundException`. */
  readonly type: string;
  readonly message: string;
  /** What an error of its type says beside its message. */
  readonly more?: Readonly<Record<string, string>>;
}

/**
 * A value that no parameter of this name may have.
 *
 * @param allowed what it may be
 */
export function notInSet(name: string, value: string, allowed: readonly string[]): LambdaError {
  return {
    status: 400,
    type: "ValidationException",
    message: `1 validation error detected: Value '${value}' at '${name}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(", ")}]`,
  };
}

/** Answers with an error. Clients look for its message under either name. */
export function answerError(
  exchange: Exchange,
  { status, type, message, more }: LambdaError,
): void {
  const body = JSON.stringify({ Type: "User", Message: message, message, ...more });
  // What was sent and not read is let go, so that the connection can be used again.
  exchange.request.resume();
  exchange.reply(status, body, { "x-amzn-errortype": type });
}
