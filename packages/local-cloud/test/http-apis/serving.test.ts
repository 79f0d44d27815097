import { describe, expect, it } from "vitest";
import { accessLogLine } from "../../src/http-apis/access-log/access-log-line.ts";
import { apiEndpoint, apiPlace } from "../../src/http-apis/api-place.ts";
import type { ApiStage } from "../../src/http-apis/definition/http-api.ts";
import { KnownApis } from "../../src/http-apis/definition/known-apis.ts";
import { matchRoute } from "../../src/http-apis/serving/match-route.ts";
import { matchStage } from "../../src/http-apis/serving/match-stage.ts";
import { RouteThrottles } from "../../src/http-apis/serving/route-throttles.ts";

describe("apiPlace", () => {
  const local = "127.0.0.1:4566";
  it.each([
    [
      "abc.execute-api.us-east-1.localhost:4566",
      "/jobs?x=1",
      { id: "abc", region: "us-east-1", url: "/jobs?x=1", prefix: "" },
    ],
    [
      "ABC.execute-api.eu-west-1.amazonaws.com",
      "/",
      { id: "abc", region: "eu-west-1", url: "/", prefix: "" },
    ],
    [local, "/_spillway/apis/abc/jobs?x=1", { url: "/jobs?x=1", prefix: "/_spillway/apis/abc" }],
    [local, "/_spillway/apis/abc?x=1", { id: "abc", region: undefined, url: "/?x=1" }],
    [local, "/_spillway/apis/abc", { id: "abc", url: "/" }],
  ])("reads %s%s", (host, url, expected) => {
    expect(apiPlace({ url, headers: { host } })).toMatchObject(expected);
  });

  it.each([
    [local, "/_spillway/apis/"],
    [local, "/_spillway/state"],
    [local, "/apis/abc"],
    ["execute-api.us-east-1.localhost", "/"],
  ])("finds no API in %s%s", (host, url) => {
    expect(apiPlace({ url, headers: { host } })).toBeUndefined();
  });

  it("reads the address that is given out", () => {
    const { host, pathname } = new URL(apiEndpoint("abc", "http://127.0.0.1:4566"));
    expect(apiPlace({ url: `${pathname}/jobs`, headers: { host } })).toMatchObject({
      id: "abc",
      url: "/jobs",
    });
  });
});

describe("matchRoute", () => {
  const routes = [
    "$default",
    "ANY /{proxy+}",
    "GET /pets/{proxy+}",
    "GET /pets/dog/{id}",
    "GET /pets/dog/1",
    "ANY /pets/dog/1",
    "POST /pets/{kind}/1",
    "GET /",
  ].map((key) => ({ key }));

  it.each([
    ["GET", "/pets/dog/1", "GET /pets/dog/1", {}],
    ["PUT", "/pets/dog/1", "ANY /pets/dog/1", {}],
    ["POST", "/pets/cat/1", "POST /pets/{kind}/1", { kind: "cat" }],
    ["GET", "/pets/dog/a%20b", "GET /pets/dog/{id}", { id: "a b" }],
    ["GET", "/pets/cat/1/2", "GET /pets/{proxy+}", { proxy: "cat/1/2" }],
    ["GET", "/pets/", "ANY /{proxy+}", { proxy: "pets/" }],
    ["PUT", "/pets/cat", "ANY /{proxy+}", { proxy: "pets/cat" }],
    ["GET", "/", "GET /", {}],
    ["POST", "/", "$default", {}],
    ["GET", "/pets/dog/%zz", "GET /pets/dog/{id}", { id: "%zz" }],
  ])("of %s %s is %s", (method, path, key, pathParameters) => {
    expect(matchRoute(routes, method, path)).toEqual({ route: { key }, pathParameters });
  });

  it("is none without a default", () => {
    const some = [{ key: "GET /jobs" }, { key: "GET /jobs/{id}" }];
    for (const path of ["/", "/jobs/", "/jobs/1/2", "/job"]) {
      expect(matchRoute(some, "GET", path)).toBeUndefined();
    }
    expect(matchRoute(some, "POST", "/jobs")).toBeUndefined();
  });
});

describe("matchStage", () => {
  const stage = (name: string): [string, ApiStage] => [
    name,
    {
      name,
      variables: {},
      limits: { rate: undefined, burst: undefined },
      routeLimits: {},
      accessLog: undefined,
    },
  ];
  const both = new Map([stage("$default"), stage("test")]);

  it.each([
    ["/test/jobs?x=/1", "test", "/jobs"],
    ["/test", "test", "/"],
    ["/testing/jobs", "$default", "/testing/jobs"],
    ["/$default/jobs", "$default", "/$default/jobs"],
    ["/?test", "$default", "/"],
  ])("of %s is %s", (url, name, path) => {
    expect(matchStage(both, url)).toMatchObject({ stage: { name }, path });
  });

  it("is none where the only stage has a name that the path lacks", () => {
    expect(matchStage(new Map([stage("test")]), "/jobs")).toBeUndefined();
  });
});

describe("RouteThrottles", () => {
  it("lets a burst through at once, and then as many a second as the rate", () => {
    let now = 0;
    const throttles = new RouteThrottles(() => now);
    const limits = { burst: 3, rate: 2 };
    const passed = (count: number) =>
      Array.from({ length: count }, () => throttles.allows("a", limits)).filter(Boolean).length;
    expect(passed(5)).toBe(3);
    expect(throttles.allows("b", limits)).toBe(true);
    now += 1_000;
    expect(passed(5)).toBe(2);
    now += 60_000;
    expect(passed(5)).toBe(3);
  });

  it("follows a limit that is changed; 0 lets none through", () => {
    const throttles = new RouteThrottles(() => 0);
    expect(throttles.allows("a", { burst: 1, rate: 1 })).toBe(true);
    expect(throttles.allows("a", { burst: 1, rate: 1 })).toBe(false);
    expect(throttles.allows("a", { burst: 100, rate: 100 })).toBe(true);
    expect(throttles.allows("a", { burst: 0, rate: 100 })).toBe(false);
    expect(throttles.allows("a", { burst: undefined, rate: 0 })).toBe(false);
    expect(throttles.allows("c", { burst: undefined, rate: undefined })).toBe(true);
  });
});

describe("accessLogLine", () => {
  const values = { httpMethod: "GET", path: '/a"b', status: 200, "identity.sourceIp": "::1" };
  it.each([
    [
      '$context.identity.sourceIp "$context.httpMethod $context.path" $context.status $context.error.message',
      '::1 "GET /a"b" 200 -',
    ],
    ['{"path":"$context.path","status":$context.status}', '{"path":"/a\\"b","status":200}'],
    ["$context.status.$context.nothing", "200.-"],
  ])("of %s", (format, line) => {
    expect(accessLogLine(format, values)).toBe(line);
  });

  it("takes a message in quotes as it is, in JSON too", () => {
    const error = { "error.messageString": '"Forbidden"' };
    expect(accessLogLine('{"e":$context.error.messageString}', error)).toBe('{"e":"Forbidden"}');
  });
});

describe("KnownApis", () => {
  const api = { id: "a", cors: undefined, routes: [], stages: new Map() };

  it("reads an API once, and again after a change; what is none is asked for each time", async () => {
    const asked: string[] = [];
    const apis = new KnownApis(async (id) => {
      asked.push(id);
      return id === "a" ? api : undefined;
    });
    await Promise.all([apis.get("a"), apis.get("a")]);
    expect(await apis.get("a")).toBe(api);
    expect(await apis.get("b")).toBeUndefined();
    expect(await apis.get("b")).toBeUndefined();
    apis.changed("a");
    await apis.get("a");
    expect(asked).toEqual(["a", "b", "b", "a"]);
  });
});
