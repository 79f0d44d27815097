import type { Identity } from "../../access/callers/callers.ts";
import type { Permission } from "../../access/permissions/permission.ts";
import { ACCOUNT } from "../../account.ts";
import type { Exchange } from "../../gateway/exchange.ts";
import { forbidden } from "../serving/api-answers.ts";
import type { Authorized } from "./authorized.ts";

export interface IamAuthorizerOptions {
  /** Why whoever signed the request may not do this; undefined when it may. */
  readonly callerRefusal: (exchange: Exchange, needed: Permission) => Promise<string | undefined>;
  readonly identityOf: (accessKeyId: string) => Promise<Identity>;
}

/**
 * Lets a signed request through whose caller may `execute-api:Invoke` the route. The signature itself is
 * not checked, as nowhere here.
 *
 * @param resource ARN of the stage, method and path that are called
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 */
export async function authorizedByIam(
  exchange: Exchange,
  resource: string,
  { callerRefusal, identityOf }: IamAuthorizerOptions,
): Promise<Authorized> {
  const { scope } = exchange;
  if (scope === undefined) {
    return refused("the request is not signed with Signature Version 4");
  }
  const [, , , region] = resource.split(":");
  if (scope.service !== "execute-api" || scope.region !== region) {
    const came = `${scope.service} in ${scope.region}`;
    return refused(`expected a signature for execute-api in ${region}; came one for ${came}`);
  }
  const why = await callerRefusal(exchange, { action: "execute-api:Invoke", resource });
  if (why !== undefined) return refused(why);
  const { arn, userId } = await identityOf(scope.accessKeyId);
  const iam = {
    accessKey: scope.accessKeyId,
    accountId: ACCOUNT,
    callerId: userId,
    cognitoIdentity: null,
    principalOrgId: null,
    userArn: arn,
    userId,
  };
  return {
    allowed: true,
    context: { iam },
    logged: {
      "identity.accountId": ACCOUNT,
      "identity.caller": userId,
      "identity.user": userId,
      "identity.userArn": arn,
    },
  };
}

function refused(why: string): Authorized {
  return { allowed: false, refusal: forbidden(why) };
}
