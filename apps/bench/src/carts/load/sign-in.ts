import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { CloudSettings } from "./deployed-shop.ts";

/** The pool that shoppers sign in to. */
export interface UserPool {
  readonly poolId: string;
  readonly clientId: string;
}

const PASSWORD = "Black-Friday-100";
/** The local cloud's Cognito is one process. */
const AT_ONCE = 4;

/** Signs up so many users, and signs them in: a token of each. */
export async function signIn(
  settings: CloudSettings,
  { poolId, clientId }: UserPool,
  count: number,
): Promise<readonly string[]> {
  const cognito = new CognitoIdentityProviderClient(settings);
  const tokens: string[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      const user = { UserPoolId: poolId, Username: `shopper-${number}@example.com` };
      await cognito.send(new AdminCreateUserCommand({ ...user, MessageAction: "SUPPRESS" }));
      const password = { ...user, Password: PASSWORD, Permanent: true };
      await cognito.send(new AdminSetUserPasswordCommand(password));
      const { AuthenticationResult: signedIn } = await cognito.send(
        new InitiateAuthCommand({
          AuthFlow: "USER_PASSWORD_AUTH",
          ClientId: clientId,
          AuthParameters: { USERNAME: user.Username, PASSWORD },
        }),
      );
      const token = signedIn?.IdToken;
      if (token === undefined) throw new Error(`expected a token of ${user.Username}; came none`);
      tokens[number] = token;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  cognito.destroy();
  return tokens;
}
