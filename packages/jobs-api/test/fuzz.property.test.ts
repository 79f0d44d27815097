import { problemSchema } from "@spillway/http-service";
import { jobRequestSchema } from "@spillway/ingest-jobs";
import { fuzzApi, payloadOf } from "@spillway/testkit";
import { expect, test } from "vitest";
import { jobEvents } from "./job-events.ts";
import { testApi } from "./test-api.ts";

const RUNS = 10_000;
/** Statuses that so many requests come to: what never came was not tried. */
const COMES = [200, 201, 202, 400, 403, 404, 405, 409, 413, 415, 422];

test(`${RUNS} requests of any kind never fail, and each refusal is a problem document`, async () => {
  const { handle, failures } = testApi({ maxBodyBytes: 20_000 });
  const came = await fuzzApi({
    ...{ events: jobEvents, runs: RUNS, handle },
    readProblem: (document) => problemSchema.strict().parse(document),
    check(event, { statusCode }) {
      const isAccepted = statusCode === 202 && event.rawPath === "/jobs";
      // The schema alone takes the body too.
      if (isAccepted) expect(jobRequestSchema.safeParse(payloadOf(event)).success).toBe(true);
    },
  });
  expect(failures).toEqual([]);
  expect([...came.keys()].sort()).toEqual(expect.arrayContaining(COMES));
});
