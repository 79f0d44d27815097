export { type AwsErrorCode, awsError } from "./errors/aws-error.ts";
export { awsRequest } from "./errors/aws-request.ts";
export { type AwsErrorMeaning, meaningOfAwsError } from "./errors/meaning-of-aws-error.ts";
export { isPassingAwsError, statusOf } from "./errors/passing-aws-error.ts";
export {
  minutesBetweenFirings,
  oneTime,
  type Schedule,
  scheduleOf,
} from "./schedule/schedule-expression.ts";
export { type DeployedTarget, nameOfTarget, type Target, targetOf } from "./target.ts";
