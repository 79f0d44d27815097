import { textIn } from "../service-request.ts";
import { byOperation, conditionsOf, everything, sameName } from "./permission.ts";

const nothing = () => [];

/**
 * What requests to STS need. Asking who one is needs nothing, and can't be denied.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
 */
export const stsPermissions = byOperation({
  GetCallerIdentity: nothing,
  GetSessionToken: nothing,
  AssumeRole: (request) => [
    {
      action: "sts:AssumeRole",
      resource: textIn(request, "RoleArn") ?? "*",
      conditions: conditionsOf({
        "sts:ExternalId": textIn(request, "ExternalId"),
        "sts:RoleSessionName": textIn(request, "RoleSessionName"),
      }),
    },
  ],
  GetFederationToken: (request) => [
    {
      action: "sts:GetFederationToken",
      resource: `arn:aws:sts::${request.account}:federated-user/${textIn(request, "Name") ?? ""}`,
    },
  ],
  ...sameName("sts", ["DecodeAuthorizationMessage", "GetAccessKeyInfo"], everything),
});
