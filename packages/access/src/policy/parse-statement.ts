import { type Pattern, parsePattern } from "../pattern/pattern.ts";
import { parseConditions } from "./parse-conditions.ts";
import { parsePrincipal } from "./parse-principal.ts";
import type { Element, PolicyDocument, PolicyKind, Statement } from "./policy.ts";
import { isObject, type ProblemList, type Problems, shown, stringList } from "./problems.ts";

/** What is known of the document that a statement stands in. */
export interface StatementPlace {
  readonly version: PolicyDocument["version"];
  readonly kind: PolicyKind;
  readonly problems: ProblemList;
}

const KEYS: ReadonlySet<string> = new Set([
  "Sid",
  "Effect",
  "Principal",
  "NotPrincipal",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Condition",
]);

/** Reads and checks one statement; undefined, and a problem or more, where it can't be used. */
export function parseStatement(
  given: unknown,
  number: number,
  { version, kind, problems: all }: StatementPlace,
): Statement | undefined {
  const sid = isObject(given) && given.Sid !== "" ? given.Sid : undefined;
  const problems = all.at(`statement ${number}${typeof sid === "string" ? ` (${sid})` : ""}`);
  if (!isObject(given)) {
    problems.add(`expected an object; came ${shown(given)}`);
    return undefined;
  }
  for (const key of Object.keys(given).filter((name) => !KEYS.has(name))) {
    problems.add(`expected the elements of a statement only; came ${key}`);
  }
  checkSid(sid, kind, problems);
  const { Effect: effect } = given;
  if (effect !== "Allow" && effect !== "Deny") {
    problems.add(`expected Effect Allow or Deny; came ${shown(effect)}`);
  }
  const variables = version === "2012-10-17";
  const action = parseElement(given, "Action", problems, parseAction);
  const resource =
    kind === "trust"
      ? refuse(given, "Resource", "a trust policy: its resource is the role", problems)
      : parseElement(given, "Resource", problems, (text) => parseResource(text, variables));
  const principal =
    kind === "identity"
      ? refuse(given, "Principal", "an identity policy: whoever has it is meant", problems)
      : parsePrincipal(given, problems);
  const conditions = parseConditions(given.Condition, variables, problems);
  if (action === undefined || (effect !== "Allow" && effect !== "Deny")) return undefined;
  return {
    number,
    ...(typeof sid === "string" ? { sid } : {}),
    effect,
    action,
    ...(resource === undefined ? {} : { resource }),
    ...(principal === undefined ? {} : { principal }),
    conditions,
  };
}

function checkSid(sid: unknown, kind: PolicyKind, problems: Problems): void {
  if (sid === undefined) return;
  if (typeof sid !== "string") problems.add(`expected a Sid as text; came ${shown(sid)}`);
  // Services take more for policies of their resources: SQS itself makes Sids with underscores.
  else if (kind === "identity" && !/^[A-Za-z0-9]+$/.test(sid)) {
    problems.add(`expected a Sid of letters and digits; came ${shown(sid)}`);
  }
}

function refuse(
  given: Readonly<Record<string, unknown>>,
  name: "Principal" | "Resource",
  where: string,
  problems: Problems,
): undefined {
  for (const key of [name, `Not${name}`].filter((element) => given[element] !== undefined)) {
    problems.add(`expected no ${key} in ${where}; came ${shown(given[key])}`);
  }
}

/** Reads `Action` or `NotAction`, `Resource` or `NotResource`: exactly one of the two, and not empty. */
function parseElement(
  given: Readonly<Record<string, unknown>>,
  name: "Action" | "Resource",
  problems: Problems,
  parse: (text: string) => Pattern | string,
): Element | undefined {
  const not = given[`Not${name}`] !== undefined;
  if (not === (given[name] !== undefined)) {
    problems.add(`expected either ${name} or Not${name}; came ${not ? "both" : "neither"}`);
    return undefined;
  }
  const element = not ? `Not${name}` : name;
  const texts = stringList(given[element]);
  if (texts === undefined) {
    problems.add(`expected ${element} to be text or a list of it; came ${shown(given[element])}`);
    return undefined;
  }
  const patterns: Pattern[] = [];
  for (const text of texts) {
    const pattern = parse(text);
    if (typeof pattern === "string") {
      problems.add(`expected ${element} to be ${pattern}; came ${shown(text)}`);
    } else {
      patterns.push(pattern);
    }
  }
  return { not, patterns };
}

const ACTION = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9*?]+)$/;

/** The pattern, or what was expected. */
function parseAction(text: string): Pattern | string {
  const pattern = ACTION.test(text)
    ? parsePattern(text, { wildcards: true, variables: false })
    : undefined;
  return pattern ?? "* or an action with the prefix of its service, such as sqs:SendMessage";
}

// A variable may stand in the last part only.
const ARN = /^arn:[a-z*?][a-z0-9*?-]*:[a-z0-9*?-]+:[^:$]*:[^:$]*:./s;

function parseResource(text: string, variables: boolean): Pattern | string {
  const pattern = parsePattern(text, { wildcards: true, variables });
  if (pattern === undefined) return "a resource in which each variable is closed and has a key";
  return text === "*" || ARN.test(text)
    ? pattern
    : "* or an ARN with all its six parts, and variables in the last one only";
}
