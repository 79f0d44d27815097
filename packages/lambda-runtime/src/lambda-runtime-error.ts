import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const lambdaRuntimeError = errorsOf({
  /** What a function was invoked with is not what it takes. */
  EVENT_INVALID: usage(),
  /** Environment variables are missing or wrong: each with what is wrong with it. */
  SETTINGS_INVALID: environment<{ problems: Readonly<Record<string, string>> }>(),
});
export type LambdaRuntimeErrorCode = CodeOf<typeof lambdaRuntimeError>;
