import type { Clock } from "@spillway/pacing";
import type { Context } from "aws-lambda";

/** What a test says about an invocation; everything has a default. */
export interface LambdaContextOptions {
  /** Default `test-function`. */
  readonly functionName?: string;
  /** Time that is left, in milliseconds; default 30,000. With `clock` it counts down. */
  readonly remainingMs?: number;
  /** The clock that the time left counts down on; without it the time left stands still. */
  readonly clock?: Clock;
  /** Memory in MB; default 512. */
  readonly memoryMb?: number;
  /** Default a fixed UUID. */
  readonly requestId?: string;
}

/**
 * The context object that Lambda's Node runtime hands to a handler.
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html
 *
 * @example
 * const clock = new ManualClock();
 * const context = lambdaContext({ clock, remainingMs: 10_000 });
 * await clock.advance(4_000);
 * context.getRemainingTimeInMillis(); // → 6000
 */
export function lambdaContext(options: LambdaContextOptions = {}): Context {
  const { functionName = "test-function", remainingMs = 30_000, clock, memoryMb = 512 } = options;
  const startedAt = clock?.now() ?? 0;
  return {
    functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:123456789012:function:${functionName}`,
    memoryLimitInMB: String(memoryMb),
    awsRequestId: options.requestId ?? "3f0e4c9a-7b57-4c07-9d0e-9b1f3a6d2c11",
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: "2026/01/01/[$LATEST]0123456789abcdef0123456789abcdef",
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () =>
      Math.max(0, remainingMs - ((clock?.now() ?? startedAt) - startedAt)),
    done: () => {},
    fail: () => {},
    succeed: () => {},
  };
}
