export {
  type BucketLinks,
  type BucketLinksOptions,
  bucketLinks,
} from "./bucket-links.ts";
export { type JobsApiOptions, jobsApi, jobsApiOperations } from "./jobs-api.ts";
export { type JobsApiErrorCode, jobsApiError } from "./jobs-api-error.ts";
