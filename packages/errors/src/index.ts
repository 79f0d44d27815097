export type { ErrorClass } from "./error-class.ts";
export {
  type CodeDefinition,
  type CodeOf,
  data,
  defect,
  type ErrorMaker,
  environment,
  errorsOf,
  usage,
} from "./errors-of.ts";
export { type Reason, reasonOf } from "./reason.ts";
export {
  isSpillwayError,
  type SpillwayError,
  type SpillwayErrorOptions,
} from "./spillway-error.ts";
export { withDetails } from "./with-details.ts";
export { withPlace } from "./with-place.ts";
