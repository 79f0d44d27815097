import { type CodeOf, errorsOf, usage } from "@spillway/errors";

/** The errors of this package: what is wrong with a policy, found when it is read. */
export const accessError = errorsOf({
  /** The document breaks IAM's grammar. `problems` has all of them, each naming its statement. */
  POLICY_INVALID: usage<{ readonly policy: string; readonly problems: readonly string[] }>(),
  /** A condition uses an operator that the engine does not know, so it can't say what the policy allows. */
  CONDITION_OPERATOR_UNKNOWN: usage<{
    readonly policy: string;
    readonly problems: readonly string[];
  }>(),
});

/** The codes of this package. */
export type AccessErrorCode = CodeOf<typeof accessError>;
