import { type CodeOf, data, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const capacityError = errorsOf({
  /** What DescribeTable said has no name, no partition key, or a key without its type. */
  TABLE_DESCRIPTION_INVALID: data(),
  /** A price list that is none, is of several regions, has a price twice, or lacks one. */
  PRICES_INVALID: usage(),
  /** A region whose prices do not come along. */
  PRICES_UNKNOWN: usage(),
});
export type CapacityErrorCode = CodeOf<typeof capacityError>;
