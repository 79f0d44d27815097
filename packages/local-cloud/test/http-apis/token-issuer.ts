import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";

/** An issuer of tokens on loopback, as OpenID Connect has it. */
export interface TokenIssuer {
  readonly address: string;
  /** A token for the audience `spillway` and the scope `jobs.read`, unless the claims say otherwise. */
  token(claims?: object): Promise<string>;
  close(): void;
}

/** Starts an issuer with a key of its own. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: "k1", alg: "RS256" }] };
  const server = createServer(({ url }, response) => {
    const isConfiguration = url === "/.well-known/openid-configuration";
    response.end(
      JSON.stringify(isConfiguration ? { issuer: address, jwks_uri: `${address}/keys` } : keys),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    token: (claims = {}) =>
      new SignJWT({ aud: "spillway", scope: "jobs.read", ...claims })
        .setProtectedHeader({ alg: "RS256", kid: "k1" })
        .setIssuer(address)
        .setExpirationTime("5m")
        .sign(privateKey),
    close: () => server.close(),
  };
}
