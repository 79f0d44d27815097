import { describe, expect, it } from "vitest";
import { corsHeaders, isPreflight } from "../../src/lambda-http/cors.ts";
import { type HttpRequest, httpEvent } from "../../src/lambda-http/http-event.ts";
import { httpResponse } from "../../src/lambda-http/http-response.ts";

const place = {
  id: "abc",
  domain: "abc.lambda-url.us-east-1.localhost",
  routeKey: "$default",
  stage: "$default",
  accountId: "anonymous",
};
const request: HttpRequest = {
  method: "POST",
  url: "/a%20b/c?x=1&x=2&y=%C3%A9",
  headers: { "content-type": "application/json", cookie: "a=1; b=2", "user-agent": "test" },
  body: Buffer.from('{"n":1}'),
  sourceIp: "127.0.0.1",
};

describe("httpEvent", () => {
  it("is in the payload format 2.0", () => {
    expect(httpEvent(request, place, "r-1", new Date("2026-03-12T19:03:58Z"))).toEqual({
      version: "2.0",
      routeKey: "$default",
      rawPath: "/a%20b/c",
      rawQueryString: "x=1&x=2&y=%C3%A9",
      cookies: ["a=1", "b=2"],
      headers: {
        "content-type": "application/json",
        "user-agent": "test",
        "x-forwarded-for": "127.0.0.1",
        "x-forwarded-proto": "http",
      },
      queryStringParameters: { x: "1,2", y: "é" },
      requestContext: {
        accountId: "anonymous",
        apiId: "abc",
        domainName: place.domain,
        domainPrefix: "abc",
        http: {
          method: "POST",
          path: "/a%20b/c",
          protocol: "HTTP/1.1",
          sourceIp: "127.0.0.1",
          userAgent: "test",
        },
        requestId: "r-1",
        routeKey: "$default",
        stage: "$default",
        time: "12/Mar/2026:19:03:58 +0000",
        timeEpoch: 1773342238000,
      },
      body: '{"n":1}',
      isBase64Encoded: false,
    });
  });

  it("tells a route's parameters, the stage's variables and what the authorizer found", () => {
    const authorizer = { jwt: { claims: { sub: "ann" }, scopes: null } };
    const found = { pathParameters: { id: "1" }, stageVariables: { v: "2" }, authorizer };
    const route = { ...place, routeKey: "POST /jobs/{id}", stage: "test", ...found };
    expect(httpEvent(request, route, "r", new Date())).toMatchObject({
      routeKey: "POST /jobs/{id}",
      pathParameters: { id: "1" },
      stageVariables: { v: "2" },
      requestContext: { routeKey: "POST /jobs/{id}", stage: "test", authorizer },
    });
  });

  it.each([
    [{ "content-type": "image/png" }, true],
    [{ "content-type": "application/x-www-form-urlencoded" }, true],
    [{ "content-type": "text/plain", "content-encoding": "gzip" }, true],
    [{}, true],
    [{ "content-type": "text/plain; charset=utf-8" }, false],
  ])("holds a body with %o in base64: %s", (headers, isBase64Encoded) => {
    const event = httpEvent({ ...request, headers }, place, "r", new Date());
    const body = request.body.toString(isBase64Encoded ? "base64" : "utf8");
    expect(event).toMatchObject({ body, isBase64Encoded });
    expect(event).not.toHaveProperty("cookies");
  });
});

describe("httpResponse", () => {
  const json = { "content-type": "application/json" };
  it.each([
    ["a text", '"hello"', { status: 200, headers: json, body: Buffer.from('"hello"') }],
    ["an object", '{"a":1}', { status: 200, headers: json, body: Buffer.from('{"a":1}') }],
    [
      "a structured one",
      JSON.stringify({
        statusCode: "201",
        headers: { "Content-Type": "text/plain", "x-n": 7 },
        cookies: ["a=1", "b=2"],
        body: "made",
      }),
      {
        status: 201,
        headers: { "content-type": "text/plain", "x-n": "7", "set-cookie": ["a=1", "b=2"] },
        body: "made",
      },
    ],
    [
      "a binary one",
      JSON.stringify({ statusCode: 200, body: "AAE=", isBase64Encoded: true }),
      { status: 200, headers: json, body: Buffer.from([0, 1]) },
    ],
    ["what is no JSON", "hello", undefined],
    [
      "one of the connection",
      '{"statusCode":200,"headers":{"Connection":"close"}}',
      { status: 200, headers: json, body: "" },
    ],
    ["one that only begins", '{"statusCode":102}', undefined],
    ["one with a header of two lines", '{"statusCode":200,"headers":{"a":"b\\nc: d"}}', undefined],
    ["one with a header without a name", '{"statusCode":200,"headers":{"":"b"}}', undefined],
    ["one with a cookie of two lines", '{"statusCode":200,"cookies":["a\\r\\nb"]}', undefined],
    ["one that is none", JSON.stringify({ statusCode: "often" }), undefined],
  ])("of %s", (_what, payload, response) => {
    expect(httpResponse(Buffer.from(payload), "application/json")).toEqual(response);
  });
});

describe("corsHeaders", () => {
  const cors = {
    AllowOrigins: ["https://a.example"],
    AllowMethods: ["GET", "PUT"],
    AllowHeaders: ["x-one"],
    ExposeHeaders: ["x-two"],
    AllowCredentials: true,
    MaxAge: 60,
  };
  const from = (origin: string) => ({ origin, "access-control-request-method": "PUT" });
  it("answers a page that may call, and one that asks first", () => {
    expect(corsHeaders(cors, from("https://a.example"), false)).toEqual({
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-credentials": "true",
      "access-control-expose-headers": "x-two",
      vary: "Origin",
    });
    expect(corsHeaders(cors, from("https://a.example"), true)).toEqual({
      "access-control-allow-origin": "https://a.example",
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "GET,PUT",
      "access-control-allow-headers": "x-one",
      "access-control-max-age": "60",
      vary: "Origin",
    });
    expect(isPreflight("OPTIONS", from("x"))).toBe(true);
    expect(isPreflight("OPTIONS", {})).toBe(false);
  });

  it("says nothing to another page, nor without a configuration", () => {
    expect(corsHeaders(cors, from("https://b.example"), false)).toEqual({});
    expect(corsHeaders(undefined, from("https://a.example"), false)).toEqual({});
    expect(corsHeaders({ AllowOrigins: ["*"] }, from("https://b.example"), false)).toMatchObject({
      "access-control-allow-origin": "*",
    });
  });
});
