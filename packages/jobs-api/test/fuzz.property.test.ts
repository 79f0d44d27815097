import { PROBLEM_MEDIA_TYPE, problemSchema } from "@spillway/http-service";
import { jobRequestSchema } from "@spillway/ingest-jobs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryEvent } from "./arbitrary-event.ts";
import { testApi } from "./test-api.ts";

const RUNS = 10_000;
/** Statuses that so many requests come to: what never came was not tried. */
const COMES = [200, 201, 202, 400, 403, 404, 405, 409, 413, 415, 422];

test(`${RUNS} requests of any kind never fail, and each refusal is a problem document`, async () => {
  const { handle, failures } = testApi({ maxBodyBytes: 20_000 });
  const came = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(arbitraryEvent, async (event) => {
      const { statusCode, headers, body } = await handle(event);
      came.set(statusCode, (came.get(statusCode) ?? 0) + 1);
      expect(statusCode).toBeLessThan(500);
      if (statusCode >= 400) {
        expect(headers["content-type"]).toBe(PROBLEM_MEDIA_TYPE);
        // An answer to HEAD has no body.
        if (event.requestContext.http.method !== "HEAD") {
          const problem = problemSchema.strict().parse(JSON.parse(body));
          expect(problem.status).toBe(statusCode);
        }
      }
      const { authorizer } = event.requestContext;
      const isKnown = authorizer !== undefined && JSON.stringify(authorizer).length > 20;
      if (!isKnown) expect(statusCode).toBe(403);
      if (isJobAccepted(event, statusCode)) expect(isTaken(event)).toBe(true);
    }),
    { numRuns: RUNS },
  );
  expect(failures).toEqual([]);
  expect([...came.keys()].sort()).toEqual(expect.arrayContaining(COMES));
});

type Event = typeof arbitraryEvent extends fc.Arbitrary<infer Value> ? Value : never;

function isJobAccepted({ rawPath }: Event, statusCode: number): boolean {
  return statusCode === 202 && rawPath === "/jobs";
}

/** Whether the schema alone takes the body. */
function isTaken(event: Event): boolean {
  const { body, isBase64Encoded } = event as { body: string; isBase64Encoded: boolean };
  const text = isBase64Encoded ? Buffer.from(body, "base64").toString() : body;
  return jobRequestSchema.safeParse(JSON.parse(text)).success;
}
