import { remedyFor, TABLE_RESOURCE } from "@spillway/capacity";
import { scalingError } from "../scaling-error.ts";
import type { Judgement } from "./judge-throttle.ts";
import { SOME_INDEX, TABLE_OR_INDEX, type Throttle, type ThrottledPart } from "./throttle.ts";

type NotCapacity = Extract<Judgement, { readonly kind: "not capacity" }>;

/**
 * The error for a throttle that more capacity does not lift: it says what would help. Its cause is
 * DynamoDB's error.
 *
 * @param operation as people call it
 * @param keys of a hot partition, where the command tells them
 */
export function notCapacityError(
  operation: string,
  { cause, part }: NotCapacity,
  throttle: Throttle,
  keys: readonly object[],
) {
  const where = resourceInWords(part.table, part.resource);
  const advice = remedyFor(cause)?.advice;
  const options = { cause: throttle.error, ...(advice === undefined ? {} : { hint: advice }) };
  const details = detailsOf(part.table, throttle);
  switch (cause) {
    case "KeyRangeThroughputExceeded": {
      const told = keys.map((key) => JSON.stringify(key)).join(", ");
      const which =
        keys.length === 0
          ? "; the operation does not tell its key"
          : keys.length === 1
            ? ` at the key ${told}`
            : ` among the keys ${told}`;
      const message = `${operation}: one partition of ${where} is at its limit (${part.reason})${which}`;
      return scalingError("HOT_PARTITION", message, { ...options, details: { ...details, keys } });
    }
    case "AccountLimitExceeded": {
      const message = `${operation}: the account's throughput quota is reached on ${where} (${part.reason})`;
      return scalingError("ACCOUNT_LIMIT_REACHED", message, { ...options, details });
    }
    case "MaxOnDemandThroughputExceeded": {
      const message = `${operation}: the maximum that the owner set for ${where} is reached (${part.reason})`;
      return scalingError("OWNERS_MAXIMUM_REACHED", message, { ...options, details });
    }
  }
}

/** Why capacity was not raised, or that it was and did not suffice. */
export type GivingUp =
  | { readonly kind: "still throttled" }
  /** No attempt was left that more capacity could have helped. */
  | { readonly kind: "not asked" }
  /** Nobody's refusal: it could not be asked for. */
  | { readonly kind: "not possible"; readonly because: string }
  | { readonly kind: "at the maximum"; readonly because: string }
  | { readonly kind: "cause unknown" }
  /** DynamoDB refused it for a quota. */
  | { readonly kind: "refused"; readonly because: string }
  /** It failed: rights, or a way that was closed. */
  | { readonly kind: "not raised"; readonly error: unknown };

/** The error for an operation that was throttled each time that it was sent. */
export function givingUpError(
  operation: string,
  attempts: number,
  throttle: Throttle,
  why: GivingUp,
) {
  const [part] = throttle.parts;
  const where = part === undefined ? "its table" : resourceInWords(part.table, part.resource);
  const began = `${operation}: throttled on ${where} in each of ${attempts} attempts`;
  const details = detailsOf(part?.table ?? "", throttle);
  const cause = throttle.error;
  switch (why.kind) {
    case "still throttled":
      return scalingError("STILL_THROTTLED", `${began}, though capacity was raised`, {
        ...{ cause, details },
        hint: "Slow down, or allow more attempts (DYNAMODB_MAX_RETRIES) or a larger factor (DYNAMODB_SCALE_UP_FACTOR).",
      });
    case "not asked":
      return scalingError("STILL_THROTTLED", began, {
        ...{ cause, details },
        hint: "Slow down, or allow more attempts (DYNAMODB_MAX_RETRIES): capacity is raised before a further one.",
      });
    case "not possible":
      return scalingError("STILL_THROTTLED", `${began}; capacity was not raised: ${why.because}`, {
        ...{ cause, details },
        hint: "Slow down, or try again later.",
      });
    case "at the maximum":
      return scalingError("CAPACITY_AT_MAXIMUM", `${began}: ${why.because}`, {
        ...{ cause, details },
        hint: "Slow down, or raise DYNAMODB_MAX_READ_CAPACITY or DYNAMODB_MAX_WRITE_CAPACITY.",
      });
    case "refused":
      return scalingError(
        "STILL_THROTTLED",
        `${began}, and DynamoDB refused more: ${why.because}`,
        {
          ...{ cause, details },
          hint: "Slow down, and ask AWS for a higher quota.",
        },
      );
    case "cause unknown":
      return scalingError(
        "THROTTLE_CAUSE_UNKNOWN",
        `${began}: DynamoDB told no reason that is known here, and the consumption does not tell one; capacity was not raised`,
        {
          ...{ cause, details },
          hint: "Use a version of the AWS SDK that tells ThrottlingReasons, or pass `usage`, which reads the table's consumption from CloudWatch.",
        },
      );
    case "not raised": {
      const said =
        why.error instanceof Error ? `${why.error.name}: ${why.error.message}` : why.error;
      return scalingError(
        "STILL_THROTTLED",
        `${began}, and capacity could not be raised: ${said}`,
        {
          ...{ cause, details },
          hint: "The caller needs dynamodb:DescribeTable and dynamodb:UpdateTable on the table, and its rights on the state table.",
        },
      );
    }
  }
}

/** The error for a throttle of which nothing tells the table. */
export function tableNotNamedError(operation: string, throttle: Throttle) {
  return scalingError(
    "TABLE_NOT_NAMED",
    `${operation}: throttled (${throttle.error.name}), and nothing tells on which table`,
    {
      cause: throttle.error,
      hint: "Pass `tableName`, use the plugin, which sees the command, or a version of the AWS SDK that tells ThrottlingReasons.",
    },
  );
}

function detailsOf(table: string, { parts }: Throttle) {
  return { table, reasons: [...new Set(parts.map(({ reason }) => reason))] };
}

function resourceInWords(table: string, resource: ThrottledPart["resource"]): string {
  if (resource === TABLE_OR_INDEX) return `table "${table}" or an index of it`;
  if (resource === SOME_INDEX) return `an index of table "${table}"`;
  return resource === TABLE_RESOURCE ? `table "${table}"` : `index "${resource}" of "${table}"`;
}
