import { SpillwayError } from "@spillway/errors";
import { CommanderError } from "commander";

/** What the process ends with. Every command's help says the same. */
export const EXIT = { ok: 0, incomplete: 1, usage: 2, environment: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 failed or incomplete, 2 bad usage or input, 3 environment, endpoint or credentials.`;

const USAGE_CODES = new Set([
  "CAPACITY_PROXY_OPTIONS_INVALID",
  "ENVIRONMENT_UNKNOWN",
  "FAULTS_INVALID",
  "LOCAL_CLOUD_OPTIONS_INVALID",
  "RUN_NOT_FOUND",
]);

const ENVIRONMENT_CODES = new Set([
  "ACCESS_DENIED",
  "CREDENTIALS_EXPIRED",
  "CREDENTIALS_MISSING",
  "CREDENTIALS_REFUSED",
  "ENDPOINT_UNREACHABLE",
  "ENVIRONMENT_NOT_DEPLOYED",
  "LOCAL_CLOUD_DID_NOT_START",
  "MOTO_NOT_FOUND",
  "NO_FREE_PORT",
  "OUTPUTS_INVALID",
  "REGION_MISSING",
  "RESOURCE_NOT_FOUND",
]);

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (!(error instanceof SpillwayError)) return EXIT.incomplete;
  if (USAGE_CODES.has(error.code)) return EXIT.usage;
  return ENVIRONMENT_CODES.has(error.code) ? EXIT.environment : EXIT.incomplete;
}
