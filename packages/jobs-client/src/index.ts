export {
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
} from "./answers/job-answer.ts";
export type { ApiCallerOptions } from "./client/api-caller.ts";
export { type Authorize, type OpenRequest, signed, withToken } from "./client/authorization.ts";
export { type JobPage, type JobsClient, jobsClient } from "./client/jobs-client.ts";
export { getFile, putFile } from "./client/move-file.ts";
export { type JobsClientErrorCode, jobsClientError } from "./jobs-client-error.ts";
