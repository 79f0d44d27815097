import type { IncomingHttpHeaders } from "node:http";

/** What of a request goes into the event. */
export interface HttpRequest {
  readonly method: string;
  /** As the function is to see it, with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Where a request arrived, and who may have sent it. */
export interface RequestPlace {
  /** Of the API or of the function URL. */
  readonly id: string;
  /** The host by which it is called, without the port. */
  readonly domain: string;
  readonly routeKey: string;
  readonly stage: string;
  /** `anonymous` for whoever calls a function URL unsigned. */
  readonly accountId: string;
  /** What an authorizer found: `iam` or `jwt`; undefined without one. */
  readonly authorizer?: Readonly<Record<string, unknown>> | undefined;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

const TEXT = /^(text\/|application\/(json|javascript|xml)\b)/;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The event of a request over HTTP, in the payload format 2.0 of API Gateway, which function URLs have too.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function httpEvent(
  { method, url, headers, body, sourceIp }: HttpRequest,
  place: RequestPlace,
  requestId: string,
  at: Date,
): object {
  const { id, domain, routeKey, stage, accountId, authorizer } = place;
  const { pathParameters = {}, stageVariables = {} } = place;
  const [rawPath = "/", rawQueryString = ""] = splitOnce(url, "?");
  const { cookie, ...others } = headers;
  const query = new URLSearchParams(rawQueryString);
  const isText = TEXT.test(headers["content-type"] ?? "") && !headers["content-encoding"];
  return {
    version: "2.0",
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.split(";").map((one) => one.trim()) }),
    headers: joined({ ...others, "x-forwarded-for": sourceIp, "x-forwarded-proto": "http" }),
    ...(query.size > 0 && { queryStringParameters: parametersOf(query) }),
    requestContext: {
      accountId,
      apiId: id,
      ...(authorizer !== undefined && { authorizer }),
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
      routeKey,
      stage,
      time: apacheTime(at),
      timeEpoch: at.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(Object.keys(stageVariables).length > 0 && { stageVariables }),
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
export function apacheTime(at: Date): string {
  const [day, time] = [String(at.getUTCDate()).padStart(2, "0"), at.toISOString().slice(11, 19)];
  return `${day}/${MONTHS[at.getUTCMonth()]}/${at.getUTCFullYear()}:${time} +0000`;
}
