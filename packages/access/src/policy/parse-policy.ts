import { accessError } from "../errors.ts";
import { parseStatement } from "./parse-statement.ts";
import type { NamedPolicy, PolicyDocument, PolicyKind, Statement } from "./policy.ts";
import { isObject, ProblemList, shown } from "./problems.ts";

const DOCUMENT_KEYS: ReadonlySet<string> = new Set(["Version", "Id", "Statement"]);

/**
 * Reads and checks a policy document by IAM's grammar, for what it is attached to.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 *
 * @param json the document, as text or parsed.
 * @param name by which decisions and errors speak of the policy: `role R, inline policy P`.
 * @throws `POLICY_INVALID` with every problem, each naming its statement; `CONDITION_OPERATOR_UNKNOWN`
 *   where nothing is wrong but operators that IAM does not document.
 *
 * @example
 * parsePolicy('{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:*","Resource":"*"}}',
 *   "role R, inline policy P", "identity");
 */
export function parsePolicy(json: string | object, name: string, kind: PolicyKind): NamedPolicy {
  const problems = new ProblemList();
  const document = parseDocument(json, kind, problems);
  if (document === undefined || problems.all.length > 0) {
    const code = problems.onlyOperators ? "CONDITION_OPERATOR_UNKNOWN" : "POLICY_INVALID";
    const message = `${name}: ${problems.all.join("; ")}`;
    throw accessError(code, message, { details: { policy: name, problems: problems.all } });
  }
  return { name, kind, document };
}

function parseDocument(
  json: string | object,
  kind: PolicyKind,
  problems: ProblemList,
): PolicyDocument | undefined {
  const whole = problems.at("");
  let document: unknown = json;
  try {
    if (typeof json === "string") document = JSON.parse(json);
  } catch (error) {
    whole.add(`expected JSON; came text that is none (${String(error)})`);
    return undefined;
  }
  if (!isObject(document)) {
    whole.add(`expected an object; came ${shown(document)}`);
    return undefined;
  }
  for (const key of Object.keys(document).filter((name) => !DOCUMENT_KEYS.has(name))) {
    whole.add(`expected Version, Id and Statement only; came ${key}`);
  }
  // AWS reads a document without a version as one of 2008.
  const version = document.Version ?? "2008-10-17";
  if (version !== "2012-10-17" && version !== "2008-10-17") {
    whole.add(`expected Version 2012-10-17 or 2008-10-17; came ${shown(version)}`);
    return undefined;
  }
  const given = document.Statement;
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (list.length === 0) whole.add("expected one Statement or more; came none");
  const statements = list
    .map((statement, index) => parseStatement(statement, index + 1, { version, kind, problems }))
    .filter((statement) => statement !== undefined);
  for (const repeated of repeatedSids(statements)) {
    whole.add(`expected each Sid once; came ${shown(repeated)} more than once`);
  }
  return { version, statements };
}

function repeatedSids(statements: readonly Statement[]): ReadonlySet<string> {
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined);
  return new Set(sids.filter((sid, index) => sids.indexOf(sid) !== index));
}
