import path from "node:path";
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
  /** A folder with the packages that Lambda's Node.js brings; only a Node.js function needs it. */
  readonly nodePackages: string | undefined;
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
  const { codeDirectory, optDirectory } = deployed;
  return {
    ...searchPaths(deployed, facts.nodePackages, searchPath),
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_ENDPOINT_URL: facts.endpoint,
    ...deployed.environment,
    _HANDLER: deployed.handler,
    LAMBDA_TASK_ROOT: codeDirectory,
    ...(optDirectory !== undefined && { SPILLWAY_OPT: optDirectory }),
    AWS_LAMBDA_RUNTIME_API: facts.runtimeApi,
    AWS_EXECUTION_ENV: `AWS_Lambda_${deployed.runtimeName}`,
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

/**
 * Where programs, libraries and modules are looked for: in the code, then in its layers, then in what
 * the runtime brings.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/packaging-layers.html
 */
function searchPaths(
  { runtime, codeDirectory, optDirectory }: DeployedFunction,
  packages: string | undefined,
  searchPath: string,
): Record<string, string> {
  const inOpt = (...names: string[]) =>
    optDirectory === undefined ? [] : names.map((name) => path.join(optDirectory, name));
  const major = process.versions.node.split(".", 1)[0];
  const modules = inOpt(`nodejs/node${major}/node_modules`, "nodejs/node_modules");
  return {
    PATH: [...inOpt("bin"), searchPath].join(path.delimiter),
    LD_LIBRARY_PATH: [codeDirectory, path.join(codeDirectory, "lib"), ...inOpt("lib")].join(":"),
    ...(runtime === "node" && { NODE_PATH: [...modules, packages ?? ""].join(path.delimiter) }),
    ...(runtime === "python" && {
      PYTHONPATH: inOpt("python").join(path.delimiter),
      // The code is read-only on Lambda.
      PYTHONDONTWRITEBYTECODE: "1",
    }),
  };
}
