import * as z from "zod";
import { jobsClientError } from "../jobs-client-error.ts";

/** An answer that is none of success. */
export interface Refusal {
  /** `GET https://…/jobs` */
  readonly name: string;
  readonly status: number;
  readonly text: string;
  /** The text as JSON, if it is. */
  readonly value: unknown;
}

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  hint: z.string().optional(),
  requestId: z.string().optional(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});
/** What API Gateway answers by itself. */
const gatewaySchema = z.object({ message: z.string().nullable() });

/** How many problems are told in a message. */
const PROBLEMS_TOLD = 5;

/** The error that a refusal is, in one line: of the API's problem document, or of API Gateway's message. */
export function refusalError({ name, status, text, value }: Refusal): Error {
  const problem = problemSchema.safeParse(value).data;
  const said = problem?.detail ?? gatewaySchema.safeParse(value).data?.message ?? firstLine(text);
  const hinted = problem?.hint === undefined ? {} : { hint: problem.hint };
  if (status === 401 || status === 403) {
    return jobsClientError("API_DENIED", `the API denied ${name}: ${said} (${status})`, {
      hint: "The caller needs execute-api:Invoke on the API, or a token that it trusts; a clock or region that is wrong is refused too.",
    });
  }
  if (status === 429 || status >= 500) {
    const id = problem?.requestId === undefined ? "" : `, request ${problem.requestId}`;
    const what = `the API could not do ${name}: ${said} (${status}${id})`;
    return jobsClientError("API_UNAVAILABLE", what, hinted);
  }
  if (problem === undefined) {
    return jobsClientError(
      "API_ANSWER_INVALID",
      `expected an answer of the jobs API; ${name} gave ${status}: ${said}`,
      {
        hint: "Is the address that of the jobs API, with its stage if it has one?",
      },
    );
  }
  const { code, detail, problems } = problem;
  if (code === "JOB_NOT_FOUND") return jobsClientError("JOB_NOT_FOUND", detail, hinted);
  const lines = problems.map(({ path, message }) => `${path}: ${message}`);
  return jobsClientError("API_REFUSED", `the API refused the request: ${listed(lines) ?? detail}`, {
    ...hinted,
    details: { status, code, problems: lines },
  });
}

function listed(lines: readonly string[]): string | undefined {
  if (lines.length === 0) return undefined;
  const more = lines.length - PROBLEMS_TOLD;
  return lines.slice(0, PROBLEMS_TOLD).join("; ") + (more > 0 ? `; and ${more} more` : "");
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0]?.slice(0, 200) || "no body";
}
