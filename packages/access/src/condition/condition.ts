import type { Pattern } from "../pattern/pattern.ts";

/** `ForAllValues:` or `ForAnyValue:` before an operator. */
export type SetQualifier = "ForAllValues" | "ForAnyValue";

/** One operator with one key of a `Condition` block. All conditions of a statement must hold. */
export interface Condition {
  /** As written, with qualifier and `IfExists`. */
  readonly operator: string;
  readonly qualifier?: SetQualifier;
  readonly ifExists: boolean;
  /** The operator without qualifier, `Not` and `IfExists`. */
  readonly test: ConditionTest;
  /** Holds where none of the values matches. */
  readonly negated: boolean;
  /** As written. Keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly Pattern[];
}

/** What an operator compares. `null` asks whether the key is there at all. */
export type ConditionTest =
  | "StringEquals"
  | "StringEqualsIgnoreCase"
  | "StringLike"
  | "NumericEquals"
  | "NumericLessThan"
  | "NumericLessThanEquals"
  | "NumericGreaterThan"
  | "NumericGreaterThanEquals"
  | "DateEquals"
  | "DateLessThan"
  | "DateLessThanEquals"
  | "DateGreaterThan"
  | "DateGreaterThanEquals"
  | "Bool"
  | "BinaryEquals"
  | "IpAddress"
  | "ArnLike"
  | "Null";
