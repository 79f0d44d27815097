import { createHash } from "node:crypto";
import { z } from "zod";
import { localCloudError } from "../errors.ts";

/** A function as it is deployed: what an execution environment is started from. */
export interface DeployedFunction {
  readonly name: string;
  /** Without a qualifier. */
  readonly arn: string;
  /** A number, or `$LATEST`. */
  readonly version: string;
  readonly handler: string;
  readonly runtime: string;
  readonly role: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the function, for all its versions. Undefined: none; it shares the account's concurrency. */
  readonly reservedConcurrency: number | undefined;
  readonly codeDirectory: string;
  /** Changes whenever code or configuration do: an environment of another revision is retired. */
  readonly revision: string;
}

/** Of a function's ARN, without a qualifier. */
const ARN_PARTS = 7;

const getFunctionAnswer = z.object({
  Configuration: z.object({
    FunctionName: z.string(),
    FunctionArn: z.string(),
    Version: z.string(),
    Handler: z.string(),
    Runtime: z.string(),
    Role: z.string(),
    Timeout: z.coerce.number(),
    MemorySize: z.coerce.number(),
    Environment: z.object({ Variables: z.record(z.string(), z.string()).optional() }).optional(),
  }),
});

/**
 * A version of a function from GetFunction's answer and the directory that holds its code.
 *
 * @throws SpillwayError FUNCTION_NOT_RUNNABLE when its runtime is none of Node.js, or its code was
 * not seen (deployed from S3 or as an image).
 */
export function deployedFunction(
  answer: unknown,
  codeDirectory: string | undefined,
  reservedConcurrency: number | undefined,
): DeployedFunction {
  const { Configuration: configuration } = getFunctionAnswer.parse(answer);
  const name = configuration.FunctionName;
  if (!configuration.Runtime.startsWith("nodejs")) {
    throw localCloudError(
      "FUNCTION_NOT_RUNNABLE",
      `expected a nodejs runtime for ${name}; came "${configuration.Runtime}"`,
      { details: { functionName: name } },
    );
  }
  if (codeDirectory === undefined) {
    throw localCloudError("FUNCTION_NOT_RUNNABLE", `the code of ${name} was not seen`, {
      details: { functionName: name },
      hint: "Deploy it as a zip file in the request (Terraform: filename), not from S3 or an image.",
    });
  }
  const runnable = {
    name,
    arn: configuration.FunctionArn.split(":").slice(0, ARN_PARTS).join(":"),
    version: configuration.Version,
    handler: configuration.Handler,
    runtime: configuration.Runtime,
    role: configuration.Role,
    timeoutSeconds: configuration.Timeout,
    memoryMb: configuration.MemorySize,
    environment: configuration.Environment?.Variables ?? {},
    codeDirectory,
  };
  return {
    ...runnable,
    reservedConcurrency,
    revision: createHash("sha256").update(JSON.stringify(runnable)).digest("hex"),
  };
}
