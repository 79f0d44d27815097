import { type CodeOf, data, environment, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const capacityProxyError = errorsOf({
  CAPACITY_PROXY_OPTIONS_INVALID: usage(),
  FAULTS_INVALID: usage(),
  /** The port can't be had. */
  LISTEN_FAILED: data(),
  /** The endpoint did not tell what a table is like. */
  TABLE_NOT_DESCRIBED: environment(),
  /** The endpoint did not answer. */
  TARGET_UNREACHABLE: environment(),
});
export type CapacityProxyErrorCode = CodeOf<typeof capacityProxyError>;
