import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** What the command line itself refuses; the packages have their own. */
export const cliError = errorsOf({
  CHECKPOINT_UNWRITABLE: usage(),
  REJECTS_FILE_EXISTS: usage(),
  REJECTS_UNWRITABLE: usage(),
});

export type CliErrorCode = CodeOf<typeof cliError>;
