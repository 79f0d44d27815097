import { apiEvent } from "@spillway/testkit";
import { beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Problem, problemSchema } from "../src/index.ts";
import { cartApi } from "./cart-api.ts";

let api = cartApi();
beforeEach(() => {
  api = cartApi();
});

async function refusal(event: unknown): Promise<Problem & { headers: Record<string, string> }> {
  const { statusCode, headers, body } = await api.handle(event);
  expect(headers["content-type"]).toBe("application/problem+json");
  const problem = problemSchema
    .extend({ left: z.int().optional() })
    .strict()
    .parse(JSON.parse(body));
  expect(problem.status).toBe(statusCode);
  return { ...problem, headers: { ...headers } };
}

describe("a service", () => {
  it("answers by its operation", async () => {
    const { statusCode, headers, body } = await api.handle(apiEvent("GET /carts/c7?lines=2"));
    expect({ statusCode, body: JSON.parse(body) }).toEqual({
      statusCode: 200,
      body: { id: "c7", lines: [] },
    });
    expect(headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(api.calls).toEqual([
      {
        id: "c7",
        query: { lines: 2 },
        caller: "arn:aws:sts::123456789012:assumed-role/loader",
      },
    ]);
  });

  it("tells sessions of a role apart where it is asked to", async () => {
    const shop = cartApi({ callerIs: "session" });
    const role = "arn:aws:sts::123456789012:assumed-role/shoppers";
    for (const session of ["ann", "bob"]) {
      const authorizer = { iam: { userArn: `${role}/${session}` } };
      await shop.handle(apiEvent("GET /carts/c7", { authorizer }));
    }
    expect(shop.calls).toMatchObject([{ caller: `${role}/ann` }, { caller: `${role}/bob` }]);
  });

  it("gives a handler what the schema made of the body, and the key with a digest", async () => {
    const headers = { "idempotency-key": '"k-1"' };
    const answer = await api.handle(
      apiEvent("POST /carts/c7", { body: { article: "a" }, headers }),
    );
    expect(answer).toMatchObject({ statusCode: 201, headers: { location: "/carts/c7" } });
    expect(api.calls).toEqual([
      {
        id: "c7",
        body: { article: "a", count: 1 },
        idempotency: { key: "k-1", digest: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ]);
  });

  it.each([
    ["an unknown path", apiEvent("GET /other"), 404, "ROUTE_NOT_FOUND"],
    ["a path of two slashes", apiEvent("GET //carts/c7"), 404, "ROUTE_NOT_FOUND"],
    ["a path that leads elsewhere", apiEvent("GET /other/../carts/c7"), 404, "ROUTE_NOT_FOUND"],
    ["one that is escaped", apiEvent("GET /carts/x/%2E./c7"), 404, "ROUTE_NOT_FOUND"],
    ["one that a URL makes so", apiEvent("GET /other/.\t./carts/c7"), 404, "ROUTE_NOT_FOUND"],
    ["another method", apiEvent("PATCH /carts/c7"), 405, "METHOD_NOT_ALLOWED"],
    ["a method of no Request", apiEvent("TRACE /carts/c7"), 405, "METHOD_NOT_ALLOWED"],
    ["an unknown cart", apiEvent("GET /carts/c404"), 404, "CART_NOT_FOUND"],
    ["a wrong parameter", apiEvent("GET /carts/x"), 400, "REQUEST_INVALID"],
    ["no body", apiEvent("POST /carts/c7"), 400, "REQUEST_INVALID"],
    [
      "a large body",
      apiEvent("POST /carts/c7", { body: { article: "é".repeat(500) } }),
      413,
      "BODY_TOO_LARGE",
    ],
    [
      "a form",
      apiEvent("POST /carts/c7", {
        body: "article=a",
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ],
    [
      "a compressed body",
      apiEvent("POST /carts/c7", { body: "{}", headers: { "content-encoding": "gzip" } }),
      415,
      "MEDIA_TYPE_UNSUPPORTED",
    ],
    ["nobody's request", apiEvent("GET /carts/c7", { authorizer: {} }), 403, "CALLER_UNKNOWN"],
    ["nobody's path", apiEvent("GET /other", { authorizer: {} }), 403, "CALLER_UNKNOWN"],
    ["throttling", apiEvent("GET /carts/c503"), 503, "SERVICE_BUSY"],
  ])("refuses %s", async (_, event, status, code) => {
    expect(await refusal(event)).toMatchObject({ status, code, requestId: "request-1" });
  });

  it("tells everything that is wrong at once", async () => {
    const body = { article: "", count: 0, "a/b": 1 };
    const headers = { "idempotency-key": "a b" };
    const { problems } = await refusal(apiEvent("POST /carts/x", { body, headers }));
    expect(problems?.map(({ path }) => path)).toEqual([
      "/path/id",
      "/body/article",
      "/body/count",
      "/body/a~1b",
      "/headers/idempotency-key",
    ]);
  });

  it.each(["c500", "c501"])("tells of a defect only the request's id (%s)", async (id) => {
    const problem = await refusal(apiEvent(`GET /carts/${id}`));
    expect(problem).toMatchObject({ status: 500, code: "INTERNAL_ERROR", requestId: "request-1" });
    expect(JSON.stringify(problem)).not.toMatch(/secret|a text|\.ts/);
    expect(JSON.stringify(api.logged)).toMatch(id === "c500" ? /secret.*cart-api\.ts/ : /a text/);
  });

  it.each([
    ["c409", { left: 0 }],
    ["c410", {}],
  ])("tells of an error's details what the API says (%s)", async (id, details) => {
    const { headers: _, ...problem } = await refusal(apiEvent(`GET /carts/${id}`));
    expect(problem).toEqual({
      ...{ type: "about:blank", title: "Conflict", status: 409, code: "SOLD_OUT" },
      ...{ detail: "less is left than was asked for", instance: `/carts/${id}` },
      ...{ requestId: "request-1", ...details },
    });
  });

  it("answers 204 without a body and its type", async () => {
    const { headers, ...answer } = await api.handle(apiEvent("DELETE /carts/c7"));
    expect(answer).toEqual({ statusCode: 204, body: "" });
    expect(headers).not.toHaveProperty("content-type");
  });

  it("tells the same payload for another path apart", async () => {
    const headers = { "idempotency-key": "k-1" };
    for (const id of ["c7", "c7", "c8"]) {
      await api.handle(apiEvent(`DELETE /carts/${id}`, { headers }));
    }
    const digests = (api.calls as { idempotency: { digest: string } }[]).map(
      ({ idempotency: { digest } }) => digest,
    );
    expect(digests[1]).toBe(digests[0]);
    expect(digests[2]).not.toBe(digests[0]);
  });

  it("says which methods there are, and when to come again", async () => {
    const { headers } = await refusal(apiEvent("PUT /carts/c7"));
    expect(headers.allow).toBe("DELETE, GET, POST");
    for (const [id, seconds] of Object.entries({ c503: "1", c504: "1", c429: "17" })) {
      expect((await refusal(apiEvent(`GET /carts/${id}`))).headers["retry-after"]).toBe(seconds);
    }
  });

  it("answers HEAD without a body", async () => {
    const answer = await api.handle(apiEvent("HEAD /carts/c7"));
    expect(answer).toMatchObject({ statusCode: 200, body: "" });
  });

  it("takes no event of another kind", async () => {
    await expect(api.handle({ Records: [] })).rejects.toMatchObject({ code: "EVENT_INVALID" });
  });
});
