import { createHash } from "node:crypto";
import * as z from "zod";
import { localCloudError } from "../errors.ts";
import { type Runtime, runtimeOf } from "./runtimes/runtime.ts";

/** A function as it is deployed: what an execution environment is started from. */
export interface DeployedFunction {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  /** A number, or `$LATEST`. */
  readonly version: string;
  readonly handler: string;
  /** `nodejs22.x` */
  readonly runtimeName: string;
  readonly runtime: Runtime;
  readonly role: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the function, for all its versions. Undefined: none; it shares the account's concurrency. */
  readonly reservedConcurrency: number | undefined;
  /** The queue or topic of its dead letters. */
  readonly deadLetterArn: string | undefined;
  readonly codeDirectory: string;
  /** What its layers have at `/opt`; undefined when it has none. */
  readonly optDirectory: string | undefined;
  /** Changes whenever code or configuration do: an environment of another revision is retired. */
  readonly revision: string;
}

/** Where the code of a function is. */
export interface CodePlace {
  readonly codeDirectory: string | undefined;
  readonly optDirectory: string | undefined;
}

/** Of a function's ARN, without a qualifier. */
const ARN_PARTS = 7;

const getFunctionAnswer = z.object({
  Configuration: z.object({
    FunctionName: z.string(),
    FunctionArn: z.string(),
    Version: z.string(),
    /** Missing where the function's own runtime needs none. */
    Handler: z.string().nullish(),
    Runtime: z.string(),
    Role: z.string(),
    Timeout: z.coerce.number(),
    MemorySize: z.coerce.number(),
    DeadLetterConfig: z.object({ TargetArn: z.string().optional() }).optional(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
  }),
});

/**
 * A version of a function from GetFunction's answer and the directories that hold its code.
 *
 * @throws SpillwayError FUNCTION_NOT_RUNNABLE when its runtime is not run here, or its code was not seen
 */
export function deployedFunction(
  answer: unknown,
  { codeDirectory, optDirectory }: CodePlace,
  reservedConcurrency: number | undefined,
): DeployedFunction {
  const { Configuration: configuration } = getFunctionAnswer.parse(answer);
  const name = configuration.FunctionName;
  const runtime = runtimeOf(configuration.Runtime);
  if (runtime === undefined) {
    throw localCloudError(
      "FUNCTION_NOT_RUNNABLE",
      `expected a nodejs, python3 or provided runtime for ${name}; came "${configuration.Runtime}"`,
      { details: { functionName: name } },
    );
  }
  if (codeDirectory === undefined) {
    throw localCloudError("FUNCTION_NOT_RUNNABLE", `the code of ${name} was not seen`, {
      details: { functionName: name },
      hint: "Deploy it through the local cloud's own address, with UpdateFunctionCode.",
    });
  }
  const runnable = {
    name,
    arn: configuration.FunctionArn.split(":").slice(0, ARN_PARTS).join(":"),
    version: configuration.Version,
    handler: configuration.Handler ?? "",
    runtimeName: configuration.Runtime,
    runtime,
    role: configuration.Role,
    timeoutSeconds: configuration.Timeout,
    memoryMb: configuration.MemorySize,
    environment: configuration.Environment?.Variables ?? {},
    codeDirectory,
    optDirectory,
  };
  return {
    ...runnable,
    reservedConcurrency,
    deadLetterArn: configuration.DeadLetterConfig?.TargetArn || undefined,
    revision: createHash("sha256").update(JSON.stringify(runnable)).digest("hex"),
  };
}
