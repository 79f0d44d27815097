import { type Credentials, RequestSigner } from "@spillway/signed-requests";

/** A request before it is authorized. */
export interface OpenRequest {
  readonly method: string;
  readonly url: URL;
  /** As it is signed and sent: `canonicalQuery`. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Gives a request's headers with those that say who asks. */
export type Authorize = (request: OpenRequest) => Promise<Readonly<Record<string, string>>>;

/**
 * Signs by AWS Signature Version 4 for `execute-api`.
 *
 * @param credentials asked for each request, since those of a session change
 * @param region of the API, where its address does not say it
 */
export function signed(
  credentials: () => Promise<Credentials>,
  region: string,
  now: () => number,
): Authorize {
  return async ({ method, url, query, headers, body }) => {
    const signer = new RequestSigner(await credentials(), regionOf(url) ?? region, "execute-api");
    const { host: _, ...rest } = signer.sign(
      { method, path: url.pathname, query, headers: { ...headers, host: url.host }, body },
      now(),
    );
    return rest;
  };
}

/** Sends a token of the issuer that the API trusts. */
export function withToken(token: string): Authorize {
  return async ({ headers }) => ({ ...headers, authorization: `Bearer ${token}` });
}

/** `https://a1b2c3.execute-api.eu-west-1.amazonaws.com` is in eu-west-1. */
function regionOf({ hostname }: URL): string | undefined {
  return /\.execute-api\.([a-z0-9-]+)\./.exec(hostname)?.[1];
}
