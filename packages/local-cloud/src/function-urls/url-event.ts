import type { IncomingHttpHeaders } from "node:http";
import { ACCOUNT } from "../account.ts";
import type { UrlHost } from "./url-host.ts";

/** What of a request goes into the event. */
export interface UrlRequest {
  readonly method: string;
  /** As it was sent, with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** The access key of a signed request; undefined for one that anybody may make. */
  readonly accessKey: string | undefined;
}

const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The event of a request to a function URL, in the payload format 2.0 of API Gateway.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function urlEvent(
  { method, url, headers, body, sourceIp, accessKey }: UrlRequest,
  { id, domain }: UrlHost,
  requestId: string,
  at: Date,
): object {
  const [rawPath = "/", rawQueryString = ""] = splitOnce(url, "?");
  const { cookie, ...others } = headers;
  const query = new URLSearchParams(rawQueryString);
  const isText = TEXT.test(headers["content-type"] ?? "") && !headers["content-encoding"];
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.split(";").map((one) => one.trim()) }),
    headers: joined({ ...others, "x-forwarded-for": sourceIp, "x-forwarded-proto": "http" }),
    ...(query.size > 0 && { queryStringParameters: parametersOf(query) }),
    requestContext: {
      accountId: accessKey === undefined ? "anonymous" : ACCOUNT,
      apiId: id,
      ...(accessKey !== undefined && { authorizer: { iam: { accessKey, accountId: ACCOUNT } } }),
      domainName: domain,
      domainPrefix: id,
      http: {
        method,
        path: rawPath,
        protocol: "HTTP/1.1",
        sourceIp,
        userAgent: headers["user-agent"] ?? "",
      },
      requestId,
      routeKey: "$default",
      stage: "$default",
      time: apacheTime(at),
      timeEpoch: at.getTime(),
    },
    ...(body.length > 0 && { body: body.toString(isText ? "utf8" : "base64") }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}

function joined(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ""].flat().join(",")]),
  );
}

/** Of one name that is given several times the values, with commas between. */
function parametersOf(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(",")]));
}

/** `12/Mar/2026:19:03:58 +0000` */
function apacheTime(at: Date): string {
  const [day, time] = [String(at.getUTCDate()).padStart(2, "0"), at.toISOString().slice(11, 19)];
  return `${day}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${time} +0000`;
}
