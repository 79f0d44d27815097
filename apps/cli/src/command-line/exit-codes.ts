import { type ErrorClass, isSpillwayError } from "@spillway/errors";
import { CommanderError } from "commander";

/** What the process ends with. Every command's help says the same. */
export const EXIT = { ok: 0, incomplete: 1, usage: 2, environment: 3 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 failed or incomplete, 2 bad usage or input,
            3 environment, endpoint or credentials.`;

const EXIT_OF_CLASS: Readonly<Record<ErrorClass, ExitCode>> = {
  usage: EXIT.usage,
  environment: EXIT.environment,
  data: EXIT.incomplete,
  defect: EXIT.incomplete,
};

const USAGE_CODES = new Set([
  "CAPACITY_PROXY_OPTIONS_INVALID",
  "CHECKPOINT_INVALID",
  "CHECKPOINT_OF_ANOTHER_LOAD",
  "CHECKPOINT_UNWRITABLE",
  "CSV_COLUMN_UNKNOWN",
  "CSV_DELIMITER_INVALID",
  "CSV_HEADER_INVALID",
  "CSV_KEY_IS_BINARY",
  "ENVIRONMENT_UNKNOWN",
  "EXPORT_FILE_DAMAGED",
  "EXPORT_FILE_MISSING",
  "EXPORT_FORMAT_UNSUPPORTED",
  "EXPORT_MANIFEST_INVALID",
  "EXPORT_MANIFEST_MISSING",
  "FAULTS_INVALID",
  "GZIP_CORRUPT",
  "ITEMS_HAVE_KEYS",
  "KEY_ATTRIBUTE_MISSING",
  "KEY_COLUMN_MISSING",
  "LOCAL_CLOUD_OPTIONS_INVALID",
  "REJECTS_FILE_EXISTS",
  "REJECTS_UNWRITABLE",
  "RESUME_NEEDS_CHECKPOINT",
  "RUN_NOT_FOUND",
  "SHARD_IMPOSSIBLE",
  "SORT_KEY_UNKNOWN",
  "SOURCE_ADDRESS_INVALID",
  "SOURCE_FORMAT_UNKNOWN",
  "SOURCE_IS_A_FOLDER",
  "SOURCE_NOT_FOUND",
  "SOURCE_UNREADABLE",
  "TEMPLATE_INVALID",
  "TTL_NOT_ENABLED",
]);

const ENVIRONMENT_CODES = new Set([
  "ACCESS_DENIED",
  "CREDENTIALS_EXPIRED",
  "CREDENTIALS_INVALID",
  "CREDENTIALS_MISSING",
  "ENDPOINT_UNREACHABLE",
  "ENVIRONMENT_NOT_DEPLOYED",
  "FEATURE_NOT_DEPLOYED",
  "LOCAL_CLOUD_DID_NOT_START",
  "MOTO_NOT_FOUND",
  "NO_FREE_PORT",
  "OUTPUTS_INVALID",
  "REGION_MISSING",
  "RESOURCE_NOT_FOUND",
  "TABLE_NOT_FOUND",
  "TABLE_NOT_READY",
]);

interface ClassifiedReason {
  readonly code: string;
  readonly errorClass: ErrorClass;
}

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  return isSpillwayError(error) ? exitCodeOfClass(error) : EXIT.incomplete;
}

/** The exit code that follows from an error's class, as a report keeps it too. */
export function exitCodeOfClass({ code, errorClass }: ClassifiedReason): ExitCode {
  if (errorClass !== "defect") return EXIT_OF_CLASS[errorClass];
  // Until every package says the class of its codes.
  if (USAGE_CODES.has(code)) return EXIT.usage;
  return ENVIRONMENT_CODES.has(code) ? EXIT.environment : EXIT.incomplete;
}
