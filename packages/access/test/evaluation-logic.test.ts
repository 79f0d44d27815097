import { describe, expect, it } from "vitest";
import { type AccessRequest, decide, type Policies } from "../src/index.ts";
import {
  ACCOUNT,
  allow,
  boundaryPolicy,
  deny,
  identityPolicy,
  request,
  resourcePolicy,
  SESSION,
  sessionPolicy,
  TABLE,
  trustPolicy,
  user,
} from "./requests.ts";

/** What a decision says, short: what allows, what denies, or what is missing. */
function outcome(asked: AccessRequest, policies: Policies): string {
  const decision = decide(asked, policies);
  if (decision.allowed) {
    return `allowed by ${decision.by.map(({ policy, sid, statement }) => `${policy} ${sid ?? statement}`).join(", ") || "nothing"}`;
  }
  return decision.because === "explicit-deny"
    ? `denied by ${decision.policyType}, ${decision.by.sid ?? decision.by.statement}`
    : `missing ${decision.missing}`;
}

const PAGES = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

// Carlos of the page, who has a user policy and a policy of his bucket.
const CARLOS = user("carlossalazar");
const CARLOS_POLICY = identityPolicy(
  {
    Sid: "AllowS3ListRead",
    Effect: "Allow",
    Action: [
      "s3:GetBucketLocation",
      "s3:GetAccountPublicAccessBlock",
      "s3:ListAccessPoints",
      "s3:ListAllMyBuckets",
    ],
    Resource: "arn:aws:s3:::*",
  },
  {
    Sid: "AllowS3Self",
    Effect: "Allow",
    Action: "s3:*",
    Resource: ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"],
  },
  { Sid: "DenyS3Logs", Effect: "Deny", Action: "s3:*", Resource: "arn:aws:s3:::*log*" },
);
const CARLOS_BUCKET = resourcePolicy({
  Sid: "Bucket",
  Effect: "Allow",
  Principal: { AWS: CARLOS.arn },
  Action: "s3:*",
  Resource: ["arn:aws:s3:::carlossalazar/*", "arn:aws:s3:::carlossalazar"],
});
const putObject = (resource: string, principal = CARLOS) =>
  request({ principal, action: "s3:PutObject", resource });

describe(`${PAGES}/reference_policies_evaluation-logic_policy-eval-basics.html`, () => {
  it.each([
    [
      "saves to the bucket for logs",
      putObject("arn:aws:s3:::carlossalazar-logs/file"),
      { identity: [CARLOS_POLICY] },
      "denied by identity-based policy, DenyS3Logs",
    ],
    [
      "saves to his own bucket: both policies allow",
      putObject("arn:aws:s3:::carlossalazar/file"),
      { identity: [CARLOS_POLICY], resource: CARLOS_BUCKET },
      "allowed by identity AllowS3Self, resource Bucket",
    ],
    [
      "saves to his own bucket: the identity policy alone is enough",
      putObject("arn:aws:s3:::carlossalazar/file"),
      { identity: [CARLOS_POLICY] },
      "allowed by identity AllowS3Self",
    ],
    [
      "saves to his own bucket: the bucket's policy alone is enough",
      putObject("arn:aws:s3:::carlossalazar/file"),
      { identity: [], resource: CARLOS_BUCKET },
      "allowed by resource Bucket",
    ],
    [
      "saves to a bucket that nobody mentions",
      putObject("arn:aws:s3:::other/file"),
      { identity: [CARLOS_POLICY], resource: CARLOS_BUCKET },
      "missing identity-based policy",
    ],
  ])("Carlos %s", (_what, asked, policies, expected) => {
    expect(outcome(asked, policies)).toBe(expected);
  });
});

describe(`${PAGES}/reference_policies_evaluation-logic_AccessPolicyLanguage_Interplay.html`, () => {
  const policy = identityPolicy(
    { Sid: "AllowGetList", Effect: "Allow", Action: ["iam:Get*", "iam:List*"], Resource: "*" },
    { Sid: "DenyReports", Effect: "Deny", Action: "iam:*Report", Resource: "*" },
  );
  it.each([
    ["iam:GetUser", "allowed by identity AllowGetList"],
    ["iam:CreatePolicy", "missing identity-based policy"],
    ["iam:GetOrganizationsAccessReport", "denied by identity-based policy, DenyReports"],
    ["iam:GenerateCredentialReport", "denied by identity-based policy, DenyReports"],
  ])("%s", (action, expected) => {
    const more = identityPolicy(allow("iam:GenerateCredentialReport"));
    const asked = request({ action, resource: "*" });
    expect(outcome(asked, { identity: [policy, more] })).toBe(expected);
  });
});

describe(`${PAGES}/reference_policies_evaluation-logic-cross-account.html`, () => {
  const principal = user("carlossalazar", "111111111111");
  const asUser = identityPolicy(
    { Sid: "AllowS3ListRead", Effect: "Allow", Action: "s3:ListAllMyBuckets", Resource: "*" },
    {
      Sid: "AllowS3ProductionObjectActions",
      Effect: "Allow",
      Action: "s3:*Object*",
      Resource: "arn:aws:s3:::Production/*",
    },
    {
      Sid: "DenyS3Logs",
      Effect: "Deny",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::*log*", "arn:aws:s3:::*log*/*"],
    },
  );
  const bucket = (AWS: string) =>
    resourcePolicy({
      Sid: "Bucket",
      Effect: "Allow",
      Action: ["s3:GetObject*", "s3:PutObject*", "s3:ReplicateObject", "s3:RestoreObject"],
      Principal: { AWS },
      Resource: "arn:aws:s3:::Production/*",
    });
  const asked = (resource: string, action = "s3:PutObject") =>
    request({ principal, action, resource, resourceAccountId: "222222222222" });

  it.each([
    [
      "a file in the logs' bucket, which has no policy",
      asked("arn:aws:s3:::Production-logs/file"),
      { identity: [asUser] },
      "denied by identity-based policy, DenyS3Logs",
    ],
    [
      "a file in the Production bucket: both accounts allow",
      asked("arn:aws:s3:::Production/file"),
      { identity: [asUser], resource: bucket(principal.arn) },
      "allowed by identity AllowS3ProductionObjectActions, resource Bucket",
    ],
    [
      "the same where the bucket's policy means the account",
      asked("arn:aws:s3:::Production/file"),
      { identity: [asUser], resource: bucket("111111111111") },
      "allowed by identity AllowS3ProductionObjectActions, resource Bucket",
    ],
    [
      "a deletion, which the bucket's policy does not allow",
      asked("arn:aws:s3:::Production/file", "s3:DeleteObject"),
      { identity: [asUser], resource: bucket(principal.arn) },
      "missing resource-based policy",
    ],
    [
      "a file, without a policy of the user's",
      asked("arn:aws:s3:::Production/file"),
      { identity: [], resource: bucket(principal.arn) },
      "missing identity-based policy",
    ],
    [
      "a file, where the bucket's policy means everyone",
      asked("arn:aws:s3:::Production/file"),
      { identity: [], resource: bucket("*") },
      "missing identity-based policy",
    ],
  ])("%s", (_what, question, policies, expected) => {
    expect(outcome(question, policies)).toBe(expected);
  });
});

describe(`${PAGES}/reference_policies_evaluation-logic_policy-eval-denyallow.html`, () => {
  const all = identityPolicy(allow("dynamodb:*"));
  const onlySqs = allow("sqs:*");
  const meaning = (Principal: object | string) =>
    resourcePolicy({
      Sid: "Table",
      Effect: "Allow",
      Principal,
      Action: "dynamodb:PutItem",
      Resource: TABLE,
    });
  const role = meaning({ AWS: SESSION.roleArn });
  const session = meaning({ AWS: SESSION.arn });
  const everyone = meaning("*");
  const account = meaning({ AWS: `arn:aws:iam::${ACCOUNT}:root` });

  it.each<[string, Policies, string]>([
    ["no policy at all", { identity: [] }, "missing identity-based policy"],
    [
      "a boundary that does not allow limits an identity policy",
      { identity: [all], boundary: boundaryPolicy(onlySqs) },
      "missing permissions boundary",
    ],
    [
      "a boundary alone grants nothing",
      { identity: [], boundary: boundaryPolicy(allow("*")) },
      "missing identity-based policy",
    ],
    [
      "a boundary that allows lets an identity policy grant",
      { identity: [all], boundary: boundaryPolicy(allow("dynamodb:Put*")) },
      "allowed by identity 1",
    ],
    [
      "a boundary's deny counts",
      { identity: [all], boundary: boundaryPolicy(allow("*"), deny("dynamodb:*")) },
      "denied by permissions boundary, 2",
    ],
    [
      "a session policy that does not allow limits an identity policy",
      { identity: [all], session: [sessionPolicy(onlySqs)] },
      "missing session policy",
    ],
    [
      "one session policy of several is enough",
      { identity: [all], session: [sessionPolicy(onlySqs), sessionPolicy(allow("dynamodb:*"))] },
      "allowed by identity 1",
    ],
    [
      "a session policy's deny counts",
      { identity: [all], session: [sessionPolicy(allow("*"), deny("*"))] },
      "denied by session policy, 2",
    ],
    ["the role's ARN grants", { identity: [], resource: role }, "allowed by resource Table"],
    [
      "the role's ARN is limited by a boundary",
      { identity: [], resource: role, boundary: boundaryPolicy(onlySqs) },
      "missing permissions boundary",
    ],
    [
      "the role's ARN is limited by a session policy",
      { identity: [], resource: role, session: [sessionPolicy(onlySqs)] },
      "missing session policy",
    ],
    [
      "the session's ARN is limited by neither",
      {
        identity: [],
        resource: session,
        boundary: boundaryPolicy(onlySqs),
        session: [sessionPolicy(onlySqs)],
      },
      "allowed by resource Table",
    ],
    [
      "everyone is limited by neither",
      { identity: [], resource: everyone, boundary: boundaryPolicy(onlySqs) },
      "allowed by resource Table",
    ],
    [
      "what a boundary stops is not named where the session's ARN grants",
      { identity: [all], resource: session, boundary: boundaryPolicy(onlySqs) },
      "allowed by resource Table",
    ],
    [
      "the account leaves it to identity policies",
      { identity: [], resource: account },
      "missing identity-based policy",
    ],
    [
      "the account adds nothing to an identity policy",
      { identity: [all], resource: account },
      "allowed by identity 1",
    ],
  ])("a role's session: %s", (_what, policies, expected) => {
    expect(outcome(request(), policies)).toBe(expected);
  });

  it("an IAM user's ARN is not limited by a boundary", () => {
    const asked = request({ principal: user("alice") });
    const resource = meaning({ AWS: user("alice").arn });
    const policies = { identity: [], resource, boundary: boundaryPolicy(onlySqs) };
    expect(outcome(asked, policies)).toBe("allowed by resource Table");
  });

  it("the root of the account needs no policy, but a deny holds for it too", () => {
    const principal = { arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT };
    expect(outcome(request({ principal }), { identity: [] })).toBe("allowed by nothing");
    const resource = resourcePolicy({ ...deny("*"), Principal: "*" });
    expect(outcome(request({ principal }), { identity: [], resource })).toBe(
      "denied by resource-based policy, 1",
    );
  });

  it("a federated user without session policies may do nothing", () => {
    const principal = {
      arn: `arn:aws:sts::${ACCOUNT}:federated-user/bob`,
      accountId: ACCOUNT,
    };
    expect(outcome(request({ principal }), { identity: [all] })).toBe("missing session policy");
    expect(outcome(request({ principal }), { identity: [all], session: [all] })).toBe(
      "allowed by identity 1",
    );
  });
});

describe("KMS keys and roles always ask for their own policy", () => {
  const key = `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1`;
  const decrypt = request({ action: "kms:Decrypt", resource: key });
  const assume = request({ action: "sts:AssumeRole", resource: `arn:aws:iam::${ACCOUNT}:role/x` });
  const identity = [identityPolicy(allow("*"))];
  const keyFor = (AWS: string) => resourcePolicy({ ...allow("kms:*"), Principal: { AWS } });
  const roleFor = (Principal: object) =>
    trustPolicy({ Effect: "Allow", Action: "sts:AssumeRole", Principal });

  it.each<[string, AccessRequest, Policies, string]>([
    ["a key without a policy", decrypt, { identity }, "missing resource-based policy"],
    [
      "no key",
      request({ action: "kms:ListKeys", resource: "*" }),
      { identity },
      "allowed by identity 1",
    ],
    [
      "a key that leaves it to the account",
      decrypt,
      { identity, resource: keyFor(ACCOUNT) },
      "allowed by identity 1, resource 1",
    ],
    [
      "a key that leaves it to the account, which grants nothing",
      decrypt,
      { identity: [], resource: keyFor(ACCOUNT) },
      "missing identity-based policy",
    ],
    [
      "what concerns no one key",
      { ...decrypt, action: "kms:ListKeys", resource: "*" },
      { identity },
      "allowed by identity 1",
    ],
    ["a role that trusts nobody", assume, { identity }, "missing role trust policy"],
    [
      "a role that trusts the account",
      assume,
      { identity, resource: roleFor({ AWS: ACCOUNT }) },
      "allowed by identity 1, trust 1",
    ],
    [
      "a role that trusts a service, not the caller",
      assume,
      { identity, resource: roleFor({ Service: "lambda.amazonaws.com" }) },
      "missing role trust policy",
    ],
    [
      "a role that trusts the service that calls",
      {
        ...assume,
        principal: { arn: "lambda.amazonaws.com", accountId: "", service: "lambda.amazonaws.com" },
      },
      { identity: [], resource: roleFor({ Service: ["x.amazonaws.com", "lambda.amazonaws.com"] }) },
      "allowed by trust 1",
    ],
  ])("%s", (_what, asked, policies, expected) => {
    expect(outcome(asked, policies)).toBe(expected);
  });
});

describe(`${PAGES}/reference_policies_elements_notprincipal.html`, () => {
  const bob = user("Bob", "444455556666");
  const audit = {
    arn: "arn:aws:sts::444455556666:assumed-role/cross-account-read-only-role/cross-account-audit-app",
    accountId: "444455556666",
    roleArn: "arn:aws:iam::444455556666:role/cross-account-read-only-role",
  };
  const root = "arn:aws:iam::444455556666:root";
  const identity = [identityPolicy(allow("s3:*"))];
  const outcomeFor = (principal: AccessRequest["principal"], AWS: readonly string[]) => {
    const resource = resourcePolicy(
      { ...allow("s3:*", "arn:aws:s3:::bucket/*"), Principal: "*" },
      { ...deny("s3:*", "arn:aws:s3:::bucket/*"), NotPrincipal: { AWS } },
    );
    const asked = { principal, action: "s3:GetObject", resource: "arn:aws:s3:::bucket/key" };
    return decide({ ...asked, resourceAccountId: ACCOUNT, context: {} }, { identity, resource })
      .allowed;
  };

  it.each([
    ["Bob with his account", bob, [bob.arn, root], true],
    ["Bob without his account", bob, [bob.arn], false],
    ["someone else of the account", user("Eve", "444455556666"), [bob.arn, root], false],
    ["a session with its role and account", audit, [audit.arn, audit.roleArn, root], true],
    ["a session without its role", audit, [audit.arn, root], false],
    ["a role without its session", audit, [audit.roleArn, root], false],
  ])("excepts %s: %s", (_what, principal, excepted, expected) => {
    expect(outcomeFor(principal, excepted)).toBe(expected);
  });
});

describe("services that act for themselves", () => {
  const topic = `arn:aws:sns:eu-central-1:${ACCOUNT}:changes`;
  const queue = `arn:aws:sqs:eu-central-1:${ACCOUNT}:changes`;
  // https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html
  const resource = resourcePolicy({
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queue,
    Condition: { ArnEquals: { "aws:SourceArn": topic } },
  });
  it.each([
    ["sns.amazonaws.com", topic, "allowed by resource 1"],
    ["sns.amazonaws.com", `${topic}-other`, "missing resource-based policy"],
    ["events.amazonaws.com", topic, "missing resource-based policy"],
  ])("%s for %s", (service, source, expected) => {
    const asked = request({
      principal: { arn: service, accountId: ACCOUNT, service },
      action: "SQS:SendMessage",
      resource: queue,
      context: { "AWS:SourceArn": source },
    });
    // A role's policies say nothing of a service.
    expect(outcome(asked, { identity: [], resource })).toBe(expected);
  });
});
