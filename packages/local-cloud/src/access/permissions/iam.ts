import { type ServiceRequest, textIn } from "../service-request.ts";
import {
  byOperation,
  conditionsOf,
  everything,
  type OperationRule,
  sameName,
} from "./permission.ts";

/**
 * The ARN of what a parameter names. Only a request that makes something says its path: anything else is
 * taken to have none.
 */
const named = (kind: string, parameter: string) => (request: ServiceRequest) =>
  `arn:aws:iam::${request.account}:${kind}${textIn(request, "Path") ?? "/"}${textIn(request, parameter) ?? "*"}`;

const role = named("role", "RoleName");
const user = named("user", "UserName");
const group = named("group", "GroupName");
const policy = (request: ServiceRequest) => textIn(request, "PolicyArn") ?? "*";

const withPolicy =
  (operation: string, resourceOf: (request: ServiceRequest) => string): OperationRule =>
  (request) => [
    {
      action: `iam:${operation}`,
      resource: resourceOf(request),
      conditions: conditionsOf({ "iam:PolicyARN": textIn(request, "PolicyArn") }),
    },
  ];

/**
 * What the common requests to IAM need.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const iamPermissions = byOperation({
  ...sameName(
    "iam",
    [
      "CreateRole",
      "DeleteRole",
      "DeleteRolePermissionsBoundary",
      "DeleteRolePolicy",
      "GetRole",
      "GetRolePolicy",
      "ListAttachedRolePolicies",
      "ListInstanceProfilesForRole",
      "ListRolePolicies",
      "ListRoleTags",
      "PutRolePermissionsBoundary",
      "PutRolePolicy",
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "UpdateRole",
      "UpdateRoleDescription",
    ],
    role,
  ),
  ...sameName(
    "iam",
    [
      "CreateAccessKey",
      "CreateUser",
      "DeleteAccessKey",
      "DeleteUser",
      "DeleteUserPermissionsBoundary",
      "DeleteUserPolicy",
      "GetUser",
      "GetUserPolicy",
      "ListAccessKeys",
      "ListAttachedUserPolicies",
      "ListGroupsForUser",
      "ListUserPolicies",
      "ListUserTags",
      "PutUserPermissionsBoundary",
      "PutUserPolicy",
      "TagUser",
      "UntagUser",
      "UpdateAccessKey",
    ],
    user,
  ),
  ...sameName(
    "iam",
    [
      "AddUserToGroup",
      "CreateGroup",
      "DeleteGroup",
      "DeleteGroupPolicy",
      "GetGroup",
      "GetGroupPolicy",
      "ListAttachedGroupPolicies",
      "ListGroupPolicies",
      "PutGroupPolicy",
      "RemoveUserFromGroup",
    ],
    group,
  ),
  ...sameName("iam", ["CreatePolicy"], named("policy", "PolicyName")),
  ...sameName(
    "iam",
    [
      "CreatePolicyVersion",
      "DeletePolicy",
      "DeletePolicyVersion",
      "GetPolicy",
      "GetPolicyVersion",
      "ListEntitiesForPolicy",
      "ListPolicyTags",
      "ListPolicyVersions",
      "SetDefaultPolicyVersion",
      "TagPolicy",
      "UntagPolicy",
    ],
    policy,
  ),
  AttachRolePolicy: withPolicy("AttachRolePolicy", role),
  DetachRolePolicy: withPolicy("DetachRolePolicy", role),
  AttachUserPolicy: withPolicy("AttachUserPolicy", user),
  DetachUserPolicy: withPolicy("DetachUserPolicy", user),
  AttachGroupPolicy: withPolicy("AttachGroupPolicy", group),
  DetachGroupPolicy: withPolicy("DetachGroupPolicy", group),
  ...sameName("iam", ["ListGroups", "ListPolicies", "ListRoles", "ListUsers"], everything),
});
