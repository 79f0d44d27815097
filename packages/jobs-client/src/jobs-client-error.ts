import { type CodeOf, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a client from what it asked for. */
export const jobsClientError = errorsOf({
  /** The address answers, but not as the jobs API does. */
  API_ANSWER_INVALID: environment(),
  /** 401 or 403: of API Gateway's, or of the API. */
  API_DENIED: environment(),
  /** The request can't be done as it is; the code and the problems are the API's. */
  API_REFUSED: usage<{ status: number; code: string; problems: readonly string[] }>(),
  /** It is throttled or failed, each time that it was tried. */
  API_UNAVAILABLE: environment(),
  API_UNREACHABLE: environment(),
  JOB_NOT_FOUND: usage(),
  /** S3 did not take an upload, or did not give a file. */
  FILE_NOT_MOVED: environment(),
});
export type JobsClientErrorCode = CodeOf<typeof jobsClientError>;
