import type { IncomingHttpHeaders } from "node:http";

/** In which form a service takes requests and gives errors. */
export type Protocol = "json" | "query" | "rest-json" | "rest-xml" | "cbor";

/** A request to an AWS service, read as far as its permissions need it. */
export interface ServiceRequest {
  /** The signing name: `dynamodb`, `sqs`, `monitoring` … */
  readonly service: string;
  readonly protocol: Protocol;
  /** Undefined in the REST protocols, where method and path say it. */
  readonly operation: string | undefined;
  readonly method: string;
  /** As sent, not decoded, without its query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /**
   * The members of a JSON body, or the parameters of the query protocol, there with flat names such
   * as `AlarmNames.member.1`. Empty in the other protocols.
   */
  readonly input: Readonly<Record<string, unknown>>;
  /** The body as text, where it was read. */
  readonly text: string;
  readonly region: string;
  /** The caller's account. */
  readonly account: string;
  /** Of requests to KMS: the ids of keys by their aliases, such as `alias/orders`. */
  readonly keysByAlias?: ReadonlyMap<string, string>;
}

/** A member of the input that is a text; undefined when it is missing or of another kind. */
export function textIn(request: Pick<ServiceRequest, "input">, name: string): string | undefined {
  const value = request.input[name];
  return typeof value === "string" ? value : undefined;
}

/** A member of the input that is a list: of JSON, or `Name.member.1`, `Name.1` … of the query protocol. */
export function listIn(request: Pick<ServiceRequest, "input">, name: string): readonly unknown[] {
  const value = request.input[name];
  if (Array.isArray(value)) return value;
  const flat = new RegExp(`^${name}\\.(?:member\\.)?\\d+$`);
  return Object.entries(request.input)
    .filter(([key]) => flat.test(key))
    .map(([, one]) => one);
}

/** The members of a JSON value that is an object; empty for any other. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}
