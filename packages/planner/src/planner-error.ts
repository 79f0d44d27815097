import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package. */
export const plannerError = errorsOf({
  /** A request that can't be planned; the message lists everything that is wrong. */
  PLAN_INVALID: usage(),
  /** A pattern, a shape or an option of the load that says nothing that can be planned. */
  WORKLOAD_INVALID: usage(),
  /** A table without keys, or a plan file of Terraform without the table. */
  TABLE_INVALID: usage(),
});

export type PlannerErrorCode = CodeOf<typeof plannerError>;
