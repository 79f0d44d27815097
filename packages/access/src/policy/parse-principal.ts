import { parseArn } from "../pattern/arn.ts";
import type { PrincipalElement } from "./policy.ts";
import { isObject, type Problems, shown, stringList } from "./problems.ts";

/**
 * Reads `Principal` or `NotPrincipal` of a resource or trust policy.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipal(
  statement: Readonly<Record<string, unknown>>,
  problems: Problems,
): PrincipalElement | undefined {
  const not = statement.NotPrincipal !== undefined;
  if (not === (statement.Principal !== undefined)) {
    problems.add(`expected either Principal or NotPrincipal; came ${not ? "both" : "neither"}`);
    return undefined;
  }
  const element = not ? "NotPrincipal" : "Principal";
  if (not && statement.Effect === "Allow") {
    problems.add("expected NotPrincipal with Effect Deny only; came Allow");
  }
  const given = statement[element];
  if (given === "*") return { ...NOBODY, not, aws: ["*"] };
  if (!isObject(given) || Object.keys(given).length === 0) {
    problems.add(
      `expected ${element} to be "*" or to name AWS, Service, Federated or CanonicalUser; came ${shown(given)}`,
    );
    return undefined;
  }
  const lists: Lists = { ...NOBODY };
  for (const [type, value] of Object.entries(given)) {
    const field = FIELDS.get(type);
    const list = stringList(value);
    if (field === undefined || list === undefined) {
      problems.add(
        `expected AWS, Service, Federated or CanonicalUser with text; came ${shown({ [type]: value })}`,
      );
      continue;
    }
    if (field === "aws") checkAws(list, element, problems);
    lists[field] = list;
  }
  return { ...lists, not };
}

type Lists = Record<"aws" | "services" | "federated" | "canonicalUsers", readonly string[]>;

const NOBODY: Readonly<Lists> = { aws: [], services: [], federated: [], canonicalUsers: [] };

const FIELDS: ReadonlyMap<string, keyof Lists> = new Map([
  ["AWS", "aws"],
  ["Service", "services"],
  ["Federated", "federated"],
  ["CanonicalUser", "canonicalUsers"],
] as const);

function checkAws(entries: readonly string[], element: string, problems: Problems): void {
  for (const entry of entries) {
    const isAccount = /^\d{12}$/.test(entry);
    const arn = parseArn(entry);
    const isArn = arn !== undefined && ["iam", "sts"].includes(arn.service) && !/[*?]/.test(entry);
    // IAM takes no part of a name here: everyone, or one.
    if (entry !== "*" && !isAccount && !isArn) {
      problems.add(
        `expected ${element} AWS to be "*", an account or a whole ARN; came ${shown(entry)}`,
      );
    }
  }
}
