import {
  type JobAnswer,
  type JobListAnswer,
  type JobSummaryAnswer,
  jobListSchema,
  jobSchema,
  jobSummarySchema,
  type RejectListAnswer,
  rejectListSchema,
  type UploadAnswer,
  uploadSchema,
} from "../answers/job-answer.ts";
import { ApiCaller, type ApiCallerOptions } from "./api-caller.ts";

/** A page that is asked for. */
export interface JobPage {
  readonly limit?: number;
  readonly after?: string;
  readonly running?: boolean;
}

/** A client of the jobs API. Every call repeats what passes by itself. */
export interface JobsClient {
  /**
   * Submits a job.
   *
   * @param request the body of `POST /jobs`; as text it is sent as it is, each digit of its numbers kept
   * @param key names the request, so that it can be repeated: one job comes of it
   */
  submit(request: object | string, key: string): Promise<JobSummaryAnswer>;
  find(id: string): Promise<JobAnswer>;
  list(page?: JobPage): Promise<JobListAnswer>;
  cancel(id: string): Promise<JobSummaryAnswer>;
  /** Every file of rejects, page after page, each with an address that has just been made. */
  rejects(id: string): AsyncGenerator<RejectListAnswer["rejects"][number], void, undefined>;
  createUpload(file: { readonly name: string; readonly bytes: number }): Promise<UploadAnswer>;
}

/**
 * Makes a client of the API at an address.
 *
 * @example
 * const client = jobsClient({ url, authorize: withToken(token), clock: systemClock, random: Math.random });
 * const { id } = await client.submit({ table: "users", records }, randomUUID());
 */
export function jobsClient(options: ApiCallerOptions): JobsClient {
  const api = new ApiCaller(options);
  const path = (id: string) => `/jobs/${encodeURIComponent(id)}`;
  return {
    submit: (body, key) =>
      api.call({
        ...{ method: "POST", path: "/jobs", body, answer: jobSummarySchema },
        headers: { "idempotency-key": key },
      }),
    find: (id) => api.call({ method: "GET", path: path(id), answer: jobSchema }),
    list: ({ limit, after, running = false } = {}) =>
      api.call({
        ...{ method: "GET", path: "/jobs", answer: jobListSchema },
        query: {
          ...(limit !== undefined && { limit: String(limit) }),
          ...(after !== undefined && { after }),
          ...(running && { running: "true" }),
        },
      }),
    cancel: (id) => api.call({ method: "DELETE", path: path(id), answer: jobSummarySchema }),
    async *rejects(id) {
      let query: Record<string, string> | undefined = {};
      while (query !== undefined) {
        const page: RejectListAnswer = await api.call({
          ...{ method: "GET", path: `${path(id)}/rejects`, query, answer: rejectListSchema },
        });
        yield* page.rejects;
        query = page.next === undefined ? undefined : { after: page.next };
      }
    },
    createUpload: ({ name, bytes }) =>
      api.call({
        ...{ method: "POST", path: "/uploads", body: { name, bytes }, answer: uploadSchema },
      }),
  };
}
