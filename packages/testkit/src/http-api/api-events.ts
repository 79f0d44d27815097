import fc from "fast-check";
import { CALLER_ARN, tokenOf } from "./api-event.ts";

/** What an API's requests are like. */
export interface ApiEventsOptions {
  /** Method and path, `POST /cart/lines`: each operation about as often as it is worth. */
  readonly lines: fc.Arbitrary<string>;
  /** Default none. */
  readonly queries?: fc.Arbitrary<string>;
  /** Sent as JSON. Right ones and almost right ones: wrong ones come anyway. */
  readonly bodies: fc.Arbitrary<unknown>;
  /** What an authorizer found, where it found somebody. Default a role and a token. */
  readonly authorizers?: fc.Arbitrary<object>;
}

/** An event of payload format 2.0. */
export interface FuzzedApiEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly requestContext: {
    readonly http: { readonly method: string };
    readonly authorizer?: object;
  };
}

/** Mostly one, now and then the other. */
export function mostly<Usual, Rare>(
  usual: fc.Arbitrary<Usual>,
  rare: fc.Arbitrary<Rare>,
  weight = 9,
): fc.Arbitrary<Usual | Rare> {
  return fc.oneof({ arbitrary: usual, weight }, { arbitrary: rare, weight: 1 });
}

/** Authorizers that found nobody. */
export const NOBODY = [undefined, {}, { jwt: { claims: {} } }];

/**
 * Events as API Gateway may send them: any method, path, query, headers, body and caller, and often such as
 * are right for the API or almost right.
 *
 * @example
 * const lines = fc.constantFrom("GET /cart", "PUT /cart/lines/tea");
 * apiEvents({ lines, bodies: fc.record({ quantity: fc.integer() }) });
 */
export function apiEvents(options: ApiEventsOptions): fc.Arbitrary<FuzzedApiEvent> {
  const { lines, queries = fc.constant(""), bodies, authorizers = CALLERS } = options;
  return fc
    .tuple(
      lines,
      mostly(fc.constant(undefined), METHODS),
      mostly(fc.constant(undefined), OTHER_PATHS),
      mostly(fc.constant(""), mostly(queries, OTHER_QUERIES, 2), 2),
      HEADERS,
      payloads(bodies),
      mostly(authorizers, fc.constantFrom(...NOBODY), 20),
    )
    .map(([line, otherMethod, otherPath, rawQueryString, headers, payload, authorizer]) => {
      const space = line.indexOf(" ");
      const method = otherMethod ?? line.slice(0, space);
      const rawPath = otherPath ?? line.slice(space + 1);
      return {
        ...{ version: "2.0", rawPath, rawQueryString, headers, ...payload },
        requestContext: {
          ...{ requestId: "request-1", http: { method } },
          ...(authorizer === undefined ? {} : { authorizer }),
        },
      };
    });
}

const CALLERS = fc.constantFrom({ iam: { userArn: CALLER_ARN } }, tokenOf("7"));

const METHODS = mostly(
  fc.constantFrom("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"),
  fc.oneof(fc.constantFrom("OPTIONS", "TRACE", "CONNECT", "get"), fc.string()),
  3,
);

const OTHER_PATHS = fc.oneof(
  fc.webPath(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "//", "/openapi.json", "/openapi.json/", "/%ff"),
);

const OTHER_QUERIES = fc.oneof(
  fc.webQueryParameters(),
  fc.string({ unit: "binary" }),
  fc.constantFrom("a=1&a=2", "=", "&"),
);

const HEADERS = fc
  .tuple(
    mostly(
      fc.constant({ "content-type": "application/json" }),
      fc.oneof(fc.constant({}), fc.record({ "content-type": fc.string() })),
    ),
    mostly(
      fc.constant({}),
      fc.record({ "idempotency-key": mostly(fc.string(), fc.constant("k"), 2) }),
      4,
    ),
    mostly(
      fc.constant({}),
      fc.record({ "content-encoding": fc.constantFrom("gzip", "identity") }),
      30,
    ),
    mostly(
      fc.constant({}),
      fc.dictionary(
        fc.string().map((name) => name.toLowerCase()),
        fc.string({ unit: "binary" }),
      ),
    ),
  )
  .map((parts): Record<string, string> => Object.assign({}, ...parts));

const OTHER_TEXTS = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc.constantFrom("", "{", "null", "[".repeat(500), '{"__proto__":1}', "12345678901234567890123"),
  fc.nat({ max: 30_000 }).map((length) => `"${"x".repeat(length)}"`),
);

function payloads(bodies: fc.Arbitrary<unknown>) {
  const texts = mostly(
    mostly(bodies, fc.jsonValue({ maxDepth: 2 }), 3).map((body) => JSON.stringify(body) ?? ""),
    OTHER_TEXTS,
    6,
  );
  return fc.oneof(
    { arbitrary: texts.map((body) => ({ body, isBase64Encoded: false })), weight: 12 },
    {
      arbitrary: texts.map((body) => ({
        body: Buffer.from(body).toString("base64"),
        isBase64Encoded: true,
      })),
      weight: 2,
    },
    { arbitrary: fc.base64String().map((body) => ({ body, isBase64Encoded: true })), weight: 1 },
    { arbitrary: fc.constant({ isBase64Encoded: false }), weight: 2 },
  );
}
