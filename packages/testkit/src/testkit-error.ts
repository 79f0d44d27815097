import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const testkitError = errorsOf({
  DYNAMODB_LOCAL_DID_NOT_START: environment<{ output: string }>(),
  DYNAMODB_LOCAL_ENDPOINT_MISSING: environment(),
  DYNAMODB_LOCAL_MISSING: environment(),
  ENGINE_REFUSED: environment(),
  ITEMS_NOT_PUT: environment(),
  JAVA_MISSING: environment(),
  JAVA_TOO_OLD: environment(),
  TEST_TABLE_KEY_INVALID: usage(),
});

export type TestkitErrorCode = CodeOf<typeof testkitError>;
