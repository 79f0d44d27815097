import { describe, expect, test } from "vitest";
import { FailurePolicies, readFailurePolicies } from "../../src/index.ts";

const named = (name: string, more: object = {}) => Object.assign(new Error("m"), { name, ...more });
const answered = (name: string, httpStatusCode: number) =>
  named(name, { $metadata: { httpStatusCode } });

describe("without policies", () => {
  test.each([
    [answered("SlowDown", 503), "retry"],
    [named("Error", { code: "ECONNRESET" }), "retry"],
    [answered("AccessDenied", 403), "report"],
    [new TypeError("m"), "report"],
    ["text", "report"],
  ])("%s: %s", (error, policy) => {
    expect(new FailurePolicies().of(error).policy).toBe(policy);
  });
});

describe("the first policy that fits holds", () => {
  const { policies, problems } = readFailurePolicies(
    JSON.stringify([
      { error: "AccessDenied", policy: "report" },
      { error: "ECONNREFUSED", policy: "destination" },
      { error: "404", policy: "destination" },
      { error: "5xx", policy: "retry", attempts: 3 },
      { error: "TypeError", policy: "destination" },
      { error: "4xx", policy: "destination" },
    ]),
  );

  test.each([
    [answered("AccessDenied", 403), { policy: "report" }],
    [named("Error", { code: "ECONNREFUSED" }), { policy: "destination" }],
    [answered("NotFound", 404), { policy: "destination" }],
    [answered("SlowDown", 503), { policy: "retry", attempts: 3 }],
    [new TypeError("m"), { policy: "destination" }],
    [answered("Throttling", 400), { policy: "destination" }],
    [named("TimeoutError"), { policy: "retry" }],
    [new RangeError("m"), { policy: "report" }],
  ])("%s: %j", (error, expected) => {
    expect(problems).toEqual([]);
    expect(new FailurePolicies(policies).of(error)).toMatchObject(expected);
  });

  test("one of * fits all", () => {
    const all = readFailurePolicies('[{"error":"*","policy":"destination"}]').policies;
    expect(new FailurePolicies(all).of(null).policy).toBe("destination");
  });
});

test.each([
  ["{", ["expected JSON; came other text"]],
  ["{}", ["expected a list of policies"]],
  ["[1]", ["policy 1: expected an object"]],
  [
    '[{"error":"","policy":"drop","more":1}]',
    [
      'policy 1: expected "error": a name, a code, an HTTP status, a class such as 5xx, or *',
      'policy 1: expected "policy": one of retry, destination, report; came "drop"',
      'policy 1: unknown field "more"',
    ],
  ],
  [
    '[{"error":"6xx","policy":"report"},{"error":"a","policy":"retry","attempts":0}]',
    [
      'policy 1: expected a class of statuses from 1xx to 5xx; came "6xx"',
      'policy 2: expected "attempts": a whole number of 1 or more; came 0',
    ],
  ],
  [
    '[{"error":"a","policy":"report","attempts":2}]',
    ['policy 1: "attempts" goes with policy "retry"'],
  ],
])("%s is refused, and every problem is named", (text, problems) => {
  expect(readFailurePolicies(text)).toEqual({ policies: [], problems });
});
