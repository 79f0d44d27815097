import { plannerError } from "../planner-error.ts";
import type { TableInPlan } from "./terraform-plan.ts";

/** What makes a table another one: whole attributes and blocks that Terraform may say later. */
const NEEDED = [
  ...["name", "billing_mode", "hash_key", "range_key", "attribute"],
  ...["global_secondary_index", "local_secondary_index"],
] as const;
const CAPACITIES = ["write_capacity", "read_capacity"] as const;

/**
 * Refuses a table whose name, keys, indexes and billing are not all known before it is applied: none of them may
 * be guessed.
 *
 * @throws TABLE_INVALID with the first value that is not known
 */
export function checkShapeKnown({ address, unknown }: TableInPlan, file: string): void {
  const needed = NEEDED.find((name) => unknown.has(name));
  if (needed !== undefined) throw notKnown(`${needed} of ${address}`, file, BY_OPTIONS);
}

/**
 * Refuses a provisioned table, or index, whose capacity is not known before it is applied.
 *
 * @throws TABLE_INVALID with the first value that is not known
 */
export function checkCapacityKnown({ address, values }: TableInPlan, file: string): void {
  if ((values.billing_mode ?? "PROVISIONED") !== "PROVISIONED") return;
  const indexes = (values.global_secondary_index ?? []).map(
    (index) => [`the index ${index.name} of ${address}`, index] as const,
  );
  for (const [what, of] of [[address, values] as const, ...indexes]) {
    const absent = CAPACITIES.find((name) => typeof of[name] !== "number");
    if (absent !== undefined) throw notKnown(`${absent} of ${what}`, file, BY_CAPACITY);
  }
}

const BY_OPTIONS =
  "Apply it first and name the table with --table, or describe it with --key and --index.";
const BY_CAPACITY =
  "Say the write units with --capacity, or apply it first and name the table with --table.";

function notKnown(what: string, file: string, hint: string) {
  return plannerError(
    "TABLE_INVALID",
    `expected ${what} in ${file}; it is not known before it is applied`,
    { hint },
  );
}
