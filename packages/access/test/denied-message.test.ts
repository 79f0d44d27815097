import { describe, expect, it } from "vitest";
import { type AccessRequest, decide, deniedMessage, type Policies } from "../src/index.ts";
import {
  ACCOUNT,
  allow,
  boundaryPolicy,
  deny,
  identityPolicy,
  request,
  resourcePolicy,
  sessionPolicy,
  trustPolicy,
  user,
} from "./requests.ts";

// The sentences of https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
const group = `arn:aws:codedeploy:us-east-1:${ACCOUNT}:deploymentgroup:*`;
const list = request({
  principal: user("JohnDoe"),
  action: "codecommit:ListRepositories",
  resource: "*",
});
const deployments = request({
  principal: user("JohnDoe"),
  action: "codedeploy:ListDeployments",
  resource: group,
});
const assume = request({
  principal: user("JohnDoe"),
  action: "sts:AssumeRole",
  resource: `arn:aws:iam::${ACCOUNT}:role/R`,
});
const all = identityPolicy(allow("*"));
const john = `User: arn:aws:iam::${ACCOUNT}:user/JohnDoe is not authorized to perform:`;

describe("deniedMessage", () => {
  it.each<[AccessRequest, Policies, string]>([
    [
      list,
      { identity: [] },
      "codecommit:ListRepositories because no identity-based policy allows the codecommit:ListRepositories action",
    ],
    [
      deployments,
      { identity: [all, identityPolicy(deny("codedeploy:*"))] },
      `codedeploy:ListDeployments on resource: ${group} with an explicit deny in an identity-based policy`,
    ],
    [
      deployments,
      { identity: [all], boundary: boundaryPolicy(allow("sqs:*")) },
      `codedeploy:ListDeployments on resource: ${group} because no permissions boundary allows the codedeploy:ListDeployments action`,
    ],
    [
      deployments,
      { identity: [all], boundary: boundaryPolicy(deny("*")) },
      `codedeploy:ListDeployments on resource: ${group} with an explicit deny in a permissions boundary`,
    ],
    [
      list,
      { identity: [all], session: [sessionPolicy(allow("sqs:*"))] },
      "codecommit:ListRepositories because no session policy allows the codecommit:ListRepositories action",
    ],
    [
      deployments,
      { identity: [all], resource: resourcePolicy({ ...deny("*"), Principal: "*" }) },
      `codedeploy:ListDeployments on resource: ${group} with an explicit deny in a resource-based policy`,
    ],
    [
      { ...deployments, resourceAccountId: "999999999999" },
      { identity: [all] },
      `codedeploy:ListDeployments on resource: ${group} because no resource-based policy allows the codedeploy:ListDeployments action`,
    ],
    [
      assume,
      { identity: [all] },
      `sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/R because no role trust policy allows the sts:AssumeRole action`,
    ],
    [
      assume,
      {
        identity: [all],
        resource: trustPolicy({ Effect: "Deny", Action: "sts:AssumeRole", Principal: "*" }),
      },
      `sts:AssumeRole on resource: arn:aws:iam::${ACCOUNT}:role/R with an explicit deny in the role trust policy`,
    ],
  ])("%#", (asked, policies, expected) => {
    const decision = decide(asked, policies);
    if (decision.allowed) throw new Error("was allowed");
    expect(deniedMessage(asked, decision)).toBe(`${john} ${expected}`);
  });
});
