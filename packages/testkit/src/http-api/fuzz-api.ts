import assert from "node:assert/strict";
import fc from "fast-check";
import { type FuzzedApiEvent, NOBODY } from "./api-events.ts";

/** What a function answers in payload format 2.0. */
interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How an API is tried. */
export interface ApiFuzz {
  readonly events: fc.Arbitrary<FuzzedApiEvent>;
  /** How many are sent. */
  readonly runs: number;
  handle(event: FuzzedApiEvent): Promise<Answer>;
  /** Reads a problem document; throws of what is none. */
  readProblem(document: unknown): { readonly status: number };
  /** What else holds of an answer: throws where it does not. */
  check?(event: FuzzedApiEvent, answer: Answer): void;
}

/**
 * Sends an API any events, and holds each answer to what every API promises: never a 5xx, each refusal is a
 * problem document, and nobody's request is a 403.
 *
 * @returns how often each status came: what never came was not tried
 * @throws what fast-check does: the smallest event whose answer breaks a promise
 */
export async function fuzzApi({
  events,
  runs,
  handle,
  readProblem,
  check,
}: ApiFuzz): Promise<ReadonlyMap<number, number>> {
  const came = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(events, async (event) => {
      const answer = await handle(event);
      const { statusCode, headers, body } = answer;
      came.set(statusCode, (came.get(statusCode) ?? 0) + 1);
      assert(statusCode < 500, `expected no failure; came ${statusCode}: ${body}`);
      const { authorizer, http } = event.requestContext;
      if (NOBODY.includes(authorizer as (typeof NOBODY)[number])) assert.equal(statusCode, 403);
      if (statusCode >= 400) {
        assert.equal(headers["content-type"], "application/problem+json");
        // An answer to HEAD has no body.
        if (http.method !== "HEAD") {
          assert.equal(readProblem(JSON.parse(body)).status, statusCode);
        }
      }
      check?.(event, answer);
    }),
    { numRuns: runs },
  );
  return came;
}

/** The JSON of an event's body, as the API reads it. */
export function payloadOf({ body = "", isBase64Encoded }: FuzzedApiEvent): unknown {
  return JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString() : body);
}
