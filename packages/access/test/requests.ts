import { type AccessRequest, parsePolicy } from "../src/index.ts";

/** AWS's own examples use this account. */
export const ACCOUNT = "123456789012";

/** A session of a role, as a function's call comes in. */
export const SESSION = {
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/writer/writer-session`,
  accountId: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/writer`,
};

export const user = (name: string, accountId = ACCOUNT) => ({
  arn: `arn:aws:iam::${accountId}:user/${name}`,
  accountId,
});

export const TABLE = `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/orders`;

/** A request of the session, changed where it matters. */
export function request(changes: Partial<AccessRequest> = {}): AccessRequest {
  return {
    principal: SESSION,
    action: "dynamodb:PutItem",
    resource: TABLE,
    context: {},
    ...changes,
  };
}

const document = (statements: readonly object[]) => ({
  Version: "2012-10-17",
  Statement: statements,
});

export const identityPolicy = (...statements: readonly object[]) =>
  parsePolicy(document(statements), "identity", "identity");
export const boundaryPolicy = (...statements: readonly object[]) =>
  parsePolicy(document(statements), "boundary", "identity");
export const sessionPolicy = (...statements: readonly object[]) =>
  parsePolicy(document(statements), "session", "identity");
export const resourcePolicy = (...statements: readonly object[]) =>
  parsePolicy(document(statements), "resource", "resource");
export const trustPolicy = (...statements: readonly object[]) =>
  parsePolicy(document(statements), "trust", "trust");

export const allow = (Action: string | readonly string[], Resource: string = "*") => ({
  Effect: "Allow",
  Action,
  Resource,
});
export const deny = (Action: string | readonly string[], Resource: string = "*") => ({
  Effect: "Deny",
  Action,
  Resource,
});
