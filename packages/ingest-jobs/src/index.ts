export { type IngestJobsErrorCode, ingestJobsError } from "./errors.ts";
export {
  JOB_STATES,
  type Job,
  type JobProgress,
  type JobRejects,
  type JobState,
  type JobSummary,
} from "./job.ts";
export type { Jobs, Submission, Submitted } from "./jobs.ts";
export {
  JOB_STRATEGIES,
  type JobRequest,
  type JobStrategy,
  jobRequestSchema,
  MAX_INLINE_RECORDS,
} from "./request/job-request.ts";
export type { JobPlaces } from "./store/job-places.ts";
export { jobStore } from "./store/job-store.ts";
export { type JobTables, jobTablesSetting } from "./tables.ts";
export { KeptPacers } from "./work/chunk/kept-pacers.ts";
export { handleMessage } from "./work/handle-message.ts";
export type {
  Delivery,
  Handled,
  JobNotice,
  WorkServices,
  WorkSettings,
  WrittenCounts,
} from "./work/work-services.ts";
