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
