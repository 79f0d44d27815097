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

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  return isSpillwayError(error) ? exitCodeOfClass(error) : EXIT.incomplete;
}

/** The exit code that follows from an error's class, as a report keeps it too. */
export function exitCodeOfClass({ errorClass }: { readonly errorClass: ErrorClass }): ExitCode {
  return EXIT_OF_CLASS[errorClass];
}
