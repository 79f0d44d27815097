import type { DeployedFunction } from "./deployed-function.ts";
import type { RoleCredentials } from "./role-credentials.ts";

/** What an execution environment is told beside its function. */
export interface EnvironmentFacts {
  readonly region: string;
  /** The gateway: SDKs and tools send everything there. */
  readonly endpoint: string;
  /** Host and port of the Runtime API. */
  readonly runtimeApi: string;
  readonly logStream: string;
  readonly credentials: RoleCredentials;
}

/** The CloudWatch log group of a function. */
export function logGroupOf(functionName: string): string {
  return `/aws/lambda/${functionName}`;
}

/**
 * The environment variables of an execution environment: the function's own, and those that Lambda
 * defines, which win. Nothing of the surrounding process but PATH.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function environmentVariables(
  deployed: DeployedFunction,
  facts: EnvironmentFacts,
  searchPath: string,
): Record<string, string> {
  return {
    PATH: searchPath,
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_ENDPOINT_URL: facts.endpoint,
    ...deployed.environment,
    _HANDLER: deployed.handler,
    LAMBDA_TASK_ROOT: deployed.codeDirectory,
    AWS_LAMBDA_RUNTIME_API: facts.runtimeApi,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: deployed.name,
    AWS_LAMBDA_FUNCTION_VERSION: deployed.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(deployed.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(deployed.name),
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStream,
    AWS_REGION: facts.region,
    AWS_DEFAULT_REGION: facts.region,
    AWS_ACCESS_KEY_ID: facts.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.credentials.secretAccessKey,
    AWS_SESSION_TOKEN: facts.credentials.sessionToken,
  };
}
