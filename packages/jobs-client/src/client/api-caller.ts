import { type Clock, fullJitterDelay, type Random } from "@spillway/pacing";
import { canonicalQuery } from "@spillway/signed-requests";
import type * as z from "zod";
import { jobsClientError } from "../jobs-client-error.ts";
import type { Authorize } from "./authorization.ts";
import { type Refusal, refusalError } from "./refusal.ts";

/** One call of the API. */
export interface ApiCall<Schema extends z.ZodType> {
  readonly method: "GET" | "POST" | "DELETE";
  /** Of the API: `/jobs`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Made JSON, unless it is JSON text already. */
  readonly body?: object | string;
  /** Of the answer. */
  readonly answer: Schema;
}

/** What an API is called with. */
export interface ApiCallerOptions {
  /** Where the API answers, with or without a slash at its end. */
  readonly url: string;
  readonly authorize: Authorize;
  readonly clock: Clock;
  readonly random: Random;
}

const ATTEMPTS = 5;
const TIMEOUT_MS = 30_000;
const DELAY = { baseMs: 100, capMs: 5_000 };
/** A moment later the same request may do. */
const PASSING = new Set([429, 500, 502, 503, 504]);

/** Calls an API, and again what passes by itself: every call of the jobs API may be repeated. */
export class ApiCaller {
  readonly #options: ApiCallerOptions;
  readonly #base: string;

  constructor(options: ApiCallerOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, "");
  }

  /**
   * @throws SpillwayError `API_UNREACHABLE`, `API_UNAVAILABLE`, `API_DENIED`, `API_REFUSED`,
   * `JOB_NOT_FOUND`, `API_ANSWER_INVALID`
   */
  async call<Schema extends z.ZodType>(call: ApiCall<Schema>): Promise<z.output<Schema>> {
    const { clock, random } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(call, attempt === ATTEMPTS);
      if (answer !== undefined) return answer;
      await clock.sleep(fullJitterDelay({ ...DELAY, attempt, random }));
    }
  }

  /** Undefined where it is worth another attempt. */
  async #once<Schema extends z.ZodType>(
    call: ApiCall<Schema>,
    isLast: boolean,
  ): Promise<z.output<Schema> | undefined> {
    const name = `${call.method} ${this.#base}${call.path}`;
    let response: Response;
    let text: string;
    try {
      response = await this.#fetched(call);
      text = await response.text();
    } catch (cause) {
      if (!isLast) return undefined;
      throw jobsClientError("API_UNREACHABLE", `could not reach the API: ${name}: ${told(cause)}`, {
        hint: "Is the address right, and does it answer from here?",
        cause,
      });
    }
    const { status } = response;
    if (PASSING.has(status) && !isLast) return undefined;
    const value = jsonOf(text);
    if (!response.ok) throw refusalError({ name, status, text, value } satisfies Refusal);
    const read = call.answer.safeParse(value);
    if (read.success) return read.data;
    throw jobsClientError(
      "API_ANSWER_INVALID",
      `expected an answer of the jobs API; ${name} gave another`,
      {
        hint: "Is the address that of the jobs API, of this version?",
        cause: read.error,
      },
    );
  }

  async #fetched({ method, path, query = {}, headers = {}, body }: ApiCall<z.ZodType>) {
    const sent = canonicalQuery(Object.entries(query));
    const url = new URL(this.#base + path);
    const text = textOf(body);
    const type = body === undefined ? {} : { "content-type": "application/json" };
    const request = { method, url, query: sent, headers: { ...type, ...headers }, body: text };
    const authorized = await this.#options.authorize(request);
    return fetch(sent === "" ? url : `${url}?${sent}`, {
      method,
      headers: authorized,
      ...(body === undefined ? {} : { body: text }),
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}

function textOf(body: object | string | undefined): string {
  return typeof body === "object" ? JSON.stringify(body) : (body ?? "");
}

/** `fetch` says only that it failed; its cause says why. */
export function told(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  const from = cause instanceof Error ? cause : error;
  if (!(from instanceof Error)) return String(from);
  return from.message || String(Reflect.get(from, "code") ?? from.name);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
