import { setTimeout as sleep } from "node:timers/promises";
import type { LineProblem, Money } from "@spillway/cart";
import type { Authorize } from "@spillway/jobs-client";
import { fullJitterDelay } from "@spillway/pacing";

/** A request to the API. */
export interface CartRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  /** The same each time that the request is sent, so that it acts once. */
  readonly key?: string;
  readonly body?: object;
}

/** What came of it. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Attempts that had no answer of the API, such as a 500 since its function was gone. */
  readonly lost: number;
}

/** What the API answers with, as far as it is shown. */
export interface CartAnswer {
  readonly lines: readonly OrderLineAnswer[];
  readonly total: Money;
}

interface OrderLineAnswer {
  readonly productId: string;
  readonly quantity: number;
  readonly price: Money;
}

export interface OrderAnswer extends CartAnswer {
  readonly number: number;
  readonly id: string;
}

/** A refusal: a problem document (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly lines?: readonly LineProblem[];
  /** What the cart comes to now, where that is what stands against a checkout. */
  readonly total?: Money;
}

const ATTEMPTS = 8;
const TIMEOUT_MS = 35_000;

/**
 * Sends a request, and sends it again as it is where no answer came, or a failure of the server's.
 *
 * @throws Error when each attempt was lost
 */
export async function ask(
  url: string,
  authorize: Authorize,
  request: CartRequest,
): Promise<Answer> {
  for (let lost = 0; lost < ATTEMPTS; lost += 1) {
    const answer = await askOnce(url, authorize, request).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return { ...answer, lost };
    await sleep(fullJitterDelay({ attempt: lost, capMs: 2_000, random: Math.random }));
  }
  throw new Error(
    `expected an answer to ${request.method} ${request.path}; came none ${ATTEMPTS} times`,
  );
}

/** Sends a request once. @throws Error where no answer came */
export async function askOnce(
  url: string,
  authorize: Authorize,
  { method, path, key, body }: CartRequest,
) {
  const address = new URL(`${url}${path}`);
  const text = body === undefined ? "" : JSON.stringify(body);
  const headers = {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(key === undefined ? {} : { "idempotency-key": key }),
  };
  const query = address.searchParams.toString();
  const response = await fetch(address, {
    method,
    headers: await authorize({ method, url: address, query, headers, body: text }),
    ...(body === undefined ? {} : { body: text }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const answered = await response.text();
  return { status: response.status, body: answered === "" ? undefined : JSON.parse(answered) };
}
