import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a table from being read. */
export const tableScanError = errorsOf({
  SCAN_ANSWER_INVALID: environment(),
  SCAN_OPTION_INVALID: usage(),
  SCAN_STATE_INVALID: usage(),
  SCAN_STATE_OF_ANOTHER: usage(),
});

export type TableScanErrorCode = CodeOf<typeof tableScanError>;
