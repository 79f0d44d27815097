import { isPassingAwsError } from "@spillway/aws";
import { errorFacts } from "./error-facts.ts";

/**
 * What to do with a failure:
 * - `retry`: again within the invocation, with full jitter, until the deadline; then reported to Lambda
 * - `destination`: at once to the failure destination, and the stream goes on
 * - `report`: to Lambda, which retries as the event source mapping says
 */
export type Policy = "retry" | "destination" | "report";

/** What to do with one class of errors. */
export interface FailurePolicy {
  /**
   * An error's name or code (`ThrottlingException`, `ECONNRESET`, `RECORD_UNREADABLE`, `TypeError`), an HTTP
   * status (`404`) or a class of them (`5xx`), or `*` for every error.
   */
  readonly error: string;
  readonly policy: Policy;
  /** With `retry`: attempts in all, at least 1. Default: until the deadline. */
  readonly attempts?: number;
}

const POLICIES: readonly string[] = ["retry", "destination", "report"] satisfies Policy[];
const STATUS_CLASS = /^[1-5]xx$/;

/** Decides by the first policy that fits; without one, what passes by itself is retried, all else reported. */
export class FailurePolicies {
  readonly #policies: readonly FailurePolicy[];

  constructor(policies: readonly FailurePolicy[] = []) {
    this.#policies = policies;
  }

  /** What to do with an error. */
  of(error: unknown): Pick<FailurePolicy, "policy" | "attempts"> {
    const found = this.#policies.length === 0 ? undefined : this.#find(error);
    return found ?? { policy: isPassingAwsError(error) ? "retry" : "report" };
  }

  #find(error: unknown): FailurePolicy | undefined {
    const { name, code, status } = errorFacts(error);
    return this.#policies.find(
      ({ error: wanted }) =>
        wanted === "*" ||
        wanted === name ||
        wanted === code ||
        (status !== undefined &&
          (wanted === String(status) || wanted === `${String(status)[0]}xx`)),
    );
  }
}

/** Policies as they were read, or all that is wrong with them. */
export interface ReadPolicies {
  readonly policies: readonly FailurePolicy[];
  /** Empty when the policies can be used. */
  readonly problems: readonly string[];
}

/**
 * Reads failure policies from JSON: a list of `{"error", "policy", "attempts"?}`.
 *
 * @example
 * readFailurePolicies('[{"error":"5xx","policy":"retry","attempts":3},{"error":"TypeError","policy":"destination"}]');
 */
export function readFailurePolicies(text: string): ReadPolicies {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return { policies: [], problems: ["expected JSON; came other text"] };
  }
  if (!Array.isArray(list)) return { policies: [], problems: ["expected a list of policies"] };
  const problems = list.flatMap((policy: unknown, place) =>
    problemsOf(policy).map((problem) => `policy ${place + 1}: ${problem}`),
  );
  return { policies: problems.length === 0 ? (list as FailurePolicy[]) : [], problems };
}

function problemsOf(policy: unknown): string[] {
  if (typeof policy !== "object" || policy === null) return ["expected an object"];
  const {
    error,
    policy: name,
    attempts,
    ...unknown
  }: Partial<Record<string, unknown>> = {
    ...policy,
  };
  const problems: string[] = [];
  if (typeof error !== "string" || error === "") {
    problems.push('expected "error": a name, a code, an HTTP status, a class such as 5xx, or *');
  } else if (/^\dxx$/i.test(error) && !STATUS_CLASS.test(error)) {
    problems.push(`expected a class of statuses from 1xx to 5xx; came "${error}"`);
  }
  if (typeof name !== "string" || !POLICIES.includes(name)) {
    problems.push(`expected "policy": one of ${POLICIES.join(", ")}; came ${JSON.stringify(name)}`);
  }
  if (attempts !== undefined) {
    if (!Number.isInteger(attempts) || Number(attempts) < 1) {
      problems.push(
        `expected "attempts": a whole number of 1 or more; came ${JSON.stringify(attempts)}`,
      );
    } else if (name !== "retry") problems.push('"attempts" goes with policy "retry"');
  }
  for (const field of Object.keys(unknown)) problems.push(`unknown field "${field}"`);
  return problems;
}
