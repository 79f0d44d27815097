import type { ServiceRequest } from "../service-request.ts";

/** Values of condition keys, by the key. */
export type ConditionValues = Readonly<Record<string, readonly string[]>>;

/** Values by condition key; undefined where the request does not tell them in a form that is read here. */
export type ItemConditions = Readonly<Record<string, readonly string[] | undefined>>;

/** The items of one table that a request touches. */
export interface TouchedItems {
  /** ARN of the table. */
  readonly table: string;
  /** Name of the index that is read; undefined for the table itself. */
  readonly index: string | undefined;
  /** @param partitionKey the name of the table's or index's partition key; undefined when not known */
  readonly conditionsWith: (partitionKey: string | undefined) => ItemConditions;
}

/** What one request needs to be allowed: an action on a resource, in the circumstances of the request. */
export interface Permission {
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` for an action that knows no resources. */
  readonly resource: string;
  /** Condition keys that the service sets for this request. */
  readonly conditions?: ConditionValues;
  /**
   * Condition keys of the items that it touches. They take the table's key schema and a look at every
   * item, so they are told only where a policy asks for one.
   */
  readonly items?: TouchedItems;
  /** Condition keys that AWS sets for this request and that are not told here. */
  readonly untold?: readonly string[];
}

/**
 * Reads of a request what it needs; undefined when the table of its service does not know the
 * operation. Empty: it needs nothing.
 */
export type PermissionsOf = (request: ServiceRequest) => readonly Permission[] | undefined;

/** What one operation needs. */
export type OperationRule = (request: ServiceRequest) => readonly Permission[] | undefined;

/** A table of operations as a `PermissionsOf`. */
export function byOperation(rules: Readonly<Record<string, OperationRule>>): PermissionsOf {
  return (request) => {
    const { operation = "" } = request;
    return Object.hasOwn(rules, operation) ? rules[operation]?.(request) : undefined;
  };
}

/** Rules for operations that need the action of their own name on one resource. */
export function sameName(
  prefix: string,
  operations: readonly string[],
  resourceOf: (request: ServiceRequest) => string,
): Record<string, OperationRule> {
  return Object.fromEntries(
    operations.map((operation) => [
      operation,
      (request: ServiceRequest) => [
        { action: `${prefix}:${operation}`, resource: resourceOf(request) },
      ],
    ]),
  );
}

/** Condition keys without those that have no value. */
export function conditionsOf(
  values: Readonly<Record<string, string | readonly string[] | undefined>>,
): ConditionValues {
  return Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, typeof value === "string" ? [value] : value]],
    ),
  );
}

/** Resource of actions that know no resources. */
export const everything = (): string => "*";
