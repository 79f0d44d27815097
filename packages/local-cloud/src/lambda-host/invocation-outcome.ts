/** How an invocation that ran came out. */
export interface InvocationOutcome {
  readonly requestId: string;
  /** The version that ran. */
  readonly version: string;
  /** The handler's answer as JSON, or the error object of a function error. */
  readonly payload: Buffer;
  /** Whether the function failed: threw, timed out, or its process ended. */
  readonly failed: boolean;
  /** Whether that was because it ran longer than its timeout. */
  readonly timedOut?: boolean;
  readonly durationMs: number;
  /** The last 4 KB of its log lines. */
  readonly logTail: string;
}

/** The error object of a function that did not answer for itself. */
export function platformError(errorType: string, requestId: string, message: string): Buffer {
  return Buffer.from(
    JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${message}` }),
  );
}

/** What an invocation's REPORT line states. */
export interface ReportFacts {
  readonly requestId: string;
  readonly durationMs: number;
  readonly memoryMb: number;
  readonly maxMemoryMb: number | undefined;
  /** Only for the first invocation of an environment. */
  readonly initMs: number | undefined;
  readonly status: "success" | "error" | "timeout";
}

/**
 * The line that Lambda writes after each invocation, for people and for tools that read logs.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function reportLine(facts: ReportFacts): string {
  const billedMs = Math.ceil(facts.durationMs + (facts.initMs ?? 0));
  const parts = [
    `REPORT RequestId: ${facts.requestId}`,
    `Duration: ${facts.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${billedMs} ms`,
    `Memory Size: ${facts.memoryMb} MB`,
  ];
  if (facts.maxMemoryMb !== undefined) parts.push(`Max Memory Used: ${facts.maxMemoryMb} MB`);
  if (facts.initMs !== undefined) parts.push(`Init Duration: ${facts.initMs.toFixed(2)} ms`);
  if (facts.status !== "success") parts.push(`Status: ${facts.status}`);
  return parts.join("\t");
}
