/** Which function URL a request is for, by the host that it names. */
export interface UrlHost {
  readonly id: string;
  readonly region: string;
  /** Without the port. */
  readonly domain: string;
}

const HOST = /^([a-z0-9]+)\.lambda-url\.([a-z0-9-]+)\.(?:localhost|on\.aws)$/;

/**
 * Reads a `Host` header; undefined for one that is no function URL's, here or on AWS.
 *
 * @example
 * urlHost("abc.lambda-url.us-east-1.localhost:4566")
 * // { id: "abc", region: "us-east-1", domain: "abc.lambda-url.us-east-1.localhost" }
 */
export function urlHost(header = ""): UrlHost | undefined {
  const domain = header.replace(/:\d+$/, "").toLowerCase();
  const [, id, region] = HOST.exec(domain) ?? [];
  return id === undefined || region === undefined ? undefined : { id, region, domain };
}

/** The address of a function URL: names that end with `localhost` lead to this machine. */
export function functionUrlAddress(id: string, region: string, endpoint: string): string {
  return `http://${id}.lambda-url.${region}.localhost:${new URL(endpoint).port}/`;
}
