import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const simulatorError = errorsOf({
  /** A load, a table or a setting that can't be simulated. */
  SIMULATION_INVALID: usage(),
  /** A pattern file that is not one. */
  PATTERN_INVALID: usage<{ readonly line: number }>(),
});
export type SimulatorErrorCode = CodeOf<typeof simulatorError>;
