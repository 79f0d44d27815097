import { type CodeOf, data, errorsOf } from "@spillway/errors";

/** Makes the errors of this package. */
export const capacityError = errorsOf({
  /** What DescribeTable said has no name, no partition key, or a key without its type. */
  TABLE_DESCRIPTION_INVALID: data(),
});
export type CapacityErrorCode = CodeOf<typeof capacityError>;
