import { randomBytes } from "node:crypto";
import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { signed, withToken } from "@spillway/jobs-client";
import type { Cloud } from "../cloud.ts";
import { Shopper } from "./shopper.ts";

/**
 * Signs a new user of the pool up, and in.
 *
 * @returns an access token
 * @throws Error without a user pool of the feature's own
 */
export async function newToken(cloud: Cloud, email: string): Promise<string> {
  const { cognito } = cloud;
  const { UserPoolId, ClientId } = poolOf(cloud);
  // Some pools ask for a letter of each case, a digit and a symbol.
  const Password = `Aa1!${randomBytes(24).toString("base64url")}`;
  const user = { UserPoolId, Username: email };
  await cognito.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: true }));
  const { AuthenticationResult } = await cognito.send(
    new InitiateAuthCommand({
      ClientId,
      AuthFlow: "USER_PASSWORD_AUTH",
      AuthParameters: { USERNAME: email, PASSWORD: Password },
    }),
  );
  const token = AuthenticationResult?.AccessToken;
  if (token === undefined) throw new Error(`expected a token for ${email}; came none`);
  return token;
}

/** A shopper who has just signed up. */
export async function signUp(cloud: Cloud, name: string, email: string): Promise<Shopper> {
  const token = await newToken(cloud, email);
  const { api_url: url } = cloud.cart;
  return new Shopper({ name, userId: userIdOf(token), url, authorize: withToken(token) });
}

/** Takes a user out of the pool. */
export async function signOff(cloud: Cloud, email: string): Promise<void> {
  const { UserPoolId } = poolOf(cloud);
  await cloud.cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
}

/** Whoever runs this, where callers sign with AWS credentials. */
export function caller({ cart, region, dynamodb }: Cloud): Shopper {
  const authorize = signed(() => dynamodb.config.credentials(), region, Date.now);
  return new Shopper({ name: "caller", userId: "", url: cart.api_url, authorize });
}

function poolOf({ cart: { user_pool_id, user_pool_client_id } }: Pick<Cloud, "cart">) {
  if (user_pool_id === null || user_pool_client_id === null) {
    throw new Error("expected a user pool of the feature's own (with_user_pool = true); came none");
  }
  return { UserPoolId: user_pool_id, ClientId: user_pool_client_id };
}

/** What the API takes for the user: who made the token, and for whom. */
function userIdOf(token: string): string {
  const payload = Buffer.from(token.split(".")[1] ?? "", "base64url").toString();
  const { iss, sub } = JSON.parse(payload) as { readonly iss: string; readonly sub: string };
  return `${iss} ${sub}`;
}
