import { type CodeOf, environment, errorsOf } from "@spillway/errors";

/** What of a table was throttled, and why. */
export interface ThrottleDetails {
  readonly table: string;
  /** DynamoDB's reasons, such as `TableWriteKeyRangeThroughputExceeded`, where it told them. */
  readonly reasons: readonly string[];
}

/** Makes the errors of this package. */
export const scalingError = errorsOf({
  /** Throttled, and as often sent again as settings allow. */
  STILL_THROTTLED: environment<ThrottleDetails>(),
  /** Throttled, and capacity is at the maximum that settings allow. */
  CAPACITY_AT_MAXIMUM: environment<ThrottleDetails>(),
  /** One partition is at its limit, which more capacity does not lift. */
  HOT_PARTITION: environment<ThrottleDetails & { readonly keys: readonly object[] }>(),
  /** The account's quota is reached. */
  ACCOUNT_LIMIT_REACHED: environment<ThrottleDetails>(),
  /** The maximum that an on-demand table's owner set is reached. */
  OWNERS_MAXIMUM_REACHED: environment<ThrottleDetails>(),
  /** Throttled for a reason that DynamoDB did not tell and that nothing known here tells. */
  THROTTLE_CAUSE_UNKNOWN: environment<ThrottleDetails>(),
  /** The table has no provisioned capacity that could be changed. */
  TABLE_ON_DEMAND: environment<{ readonly table: string }>(),
  /** Nothing tells which table was throttled. */
  TABLE_NOT_NAMED: environment(),
});

export type ScalingErrorCode = CodeOf<typeof scalingError>;
