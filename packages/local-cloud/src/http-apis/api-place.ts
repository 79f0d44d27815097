import type { IncomingMessage } from "node:http";

/** Which HTTP API a request is for. */
export interface ApiPlace {
  readonly id: string;
  /** Undefined where the address does not say it. */
  readonly region: string | undefined;
  /** What of the address is the API's own: path and query. */
  readonly url: string;
  /** What stands before it in the path; empty for an API that is called by its host. */
  readonly prefix: string;
}

const HOST = /^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.(?:localhost|amazonaws\.com)$/;
const PATH = /^(\/_spillway\/apis\/([a-z0-9]+))(?=[/?]|$)/;

/**
 * Reads where a request is for an HTTP API: by its host, as on AWS, or by its path, for clients that do not
 * resolve names below `localhost`, as Node.js on many machines. Undefined for what is for no API.
 *
 * @example
 * apiPlace({ url: "/jobs?limit=1", headers: { host: "abc.execute-api.us-east-1.localhost:4566" } })
 * // { id: "abc", region: "us-east-1", url: "/jobs?limit=1", prefix: "" }
 * apiPlace({ url: "/_spillway/apis/abc/jobs", headers: { host: "127.0.0.1:4566" } })
 * // { id: "abc", region: undefined, url: "/jobs", prefix: "/_spillway/apis/abc" }
 */
export function apiPlace({
  url = "/",
  headers,
}: Pick<IncomingMessage, "url" | "headers">): ApiPlace | undefined {
  const domain = headers.host?.replace(/:\d+$/, "").toLowerCase() ?? "";
  const [, hosted, region] = HOST.exec(domain) ?? [];
  if (hosted !== undefined) return { id: hosted, region, url, prefix: "" };
  const [, prefix, id] = PATH.exec(url) ?? [];
  if (prefix === undefined || id === undefined) return undefined;
  const rest = url.slice(prefix.length);
  return { id, region: undefined, url: rest.startsWith("/") ? rest : `/${rest}`, prefix };
}

/** The address that CreateApi gives out: it leads to the API for every client on this machine. */
export function apiEndpoint(id: string, endpoint: string): string {
  return `${endpoint}/_spillway/apis/${id}`;
}

/** The host by which an API is called as on AWS; functions are told it whichever way a request came. */
export function apiDomain(id: string, region: string): string {
  return `${id}.execute-api.${region}.localhost`;
}
