import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ApiFuzz, apiEvents, fuzzApi } from "../src/index.ts";

const events = apiEvents({
  lines: fc.constant("POST /cart"),
  bodies: fc.record({ units: fc.nat() }),
});
type Event = Parameters<ApiFuzz["handle"]>[0];

const answer = (statusCode: number, body: object) => ({
  ...{ statusCode, headers: { "content-type": "application/problem+json" } },
  body: JSON.stringify(body),
});
const isNobody = ({ requestContext: { authorizer = {} } }: Event) =>
  JSON.stringify(authorizer).length < 25;

/** An API that keeps every promise but those that are changed. */
function fuzz(changes: (event: Event) => ReturnType<typeof answer> | undefined) {
  return fuzzApi({
    ...{ events, runs: 1_000 },
    handle: async (event) =>
      changes(event) ?? (isNobody(event) ? answer(403, { status: 403 }) : answer(200, {})),
    readProblem: (document) => document as { status: number },
    check: ({ rawPath }, { statusCode }) => {
      if (rawPath === "/openapi.json") expect(statusCode).not.toBe(418);
    },
  });
}

describe("fuzzApi", () => {
  it("counts the statuses of an API that keeps its promises", async () => {
    const came = await fuzz(() => undefined);
    expect([...came.keys()].sort()).toEqual([200, 403]);
    expect([...came.values()].reduce((sum, count) => sum + count)).toBe(1_000);
  });

  it.each<[string, (event: Event) => ReturnType<typeof answer> | undefined]>([
    ["fails", ({ body }) => (body?.includes("__proto__") ? answer(500, {}) : undefined)],
    ["answers nobody", () => answer(200, {})],
    ["tells another status than it has", () => answer(403, { status: 404 })],
    [
      "refuses by something else than a problem document",
      () => ({ ...answer(403, { status: 403 }), headers: { "content-type": "text/html" } }),
    ],
    [
      "breaks a promise of its own",
      ({ rawPath }) => (rawPath === "/openapi.json" ? answer(418, { status: 418 }) : undefined),
    ],
  ])("finds an API that %s", async (_, changes) => {
    await expect(fuzz(changes)).rejects.toThrow("Property failed");
  });
});
