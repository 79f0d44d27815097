/** What was throttled. */
export interface ThrottledPart {
  readonly on: "Table" | "Index";
  readonly access: "Read" | "Write";
}

/** Why, in the words that DynamoDB ends its reasons with. */
export type ThrottlingCause =
  | "ProvisionedThroughputExceeded"
  | "KeyRangeThroughputExceeded"
  | "AccountLimitExceeded"
  | "MaxOnDemandThroughputExceeded";

/** A reason as DynamoDB names it, such as `TableWriteProvisionedThroughputExceeded`. */
export type ThrottlingReason = `${ThrottledPart["on"]}${ThrottledPart["access"]}${ThrottlingCause}`;

/** What helps against a throttle. */
export interface Remedy {
  /** Whether more provisioned capacity would help. */
  readonly scale: boolean;
  /** What should slow down: everything, or only the key that was throttled. */
  readonly slow: "all" | "key";
  /** The same for a person. */
  readonly advice: string;
}

const remedies: Readonly<Record<ThrottlingCause, Remedy>> = {
  ProvisionedThroughputExceeded: {
    scale: true,
    slow: "all",
    advice: "Slow down now, and raise the provisioned capacity of the table or index.",
  },
  KeyRangeThroughputExceeded: {
    scale: false,
    slow: "key",
    advice: "One partition is hot: slow its key down or shard it. More capacity does not help.",
  },
  AccountLimitExceeded: {
    scale: false,
    slow: "all",
    advice: "The account's quota is reached: slow down, and ask AWS for a higher quota.",
  },
  MaxOnDemandThroughputExceeded: {
    scale: false,
    slow: "all",
    advice: "The maximum that the table's owner set is reached: slow down, or raise that maximum.",
  },
};

/**
 * DynamoDB's name for a reason.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
 * @example
 * throttlingReason({ on: "Index", access: "Write" }, "KeyRangeThroughputExceeded");
 * // → "IndexWriteKeyRangeThroughputExceeded"
 */
export function throttlingReason(part: ThrottledPart, cause: ThrottlingCause): ThrottlingReason {
  return `${part.on}${part.access}${cause}`;
}

/**
 * What helps against a throttle, by its reason. Undefined for a reason that is not known: then slow
 * everything down and scale nothing.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/troubleshooting-throttling-diagnostics.html
 * @example
 * remedyFor("TableWriteProvisionedThroughputExceeded")?.scale; // → true
 */
export function remedyFor(reason: string): Remedy | undefined {
  for (const [cause, remedy] of Object.entries(remedies)) {
    if (reason.endsWith(cause)) return remedy;
  }
  return undefined;
}
