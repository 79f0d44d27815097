export { type AwsErrorCode, awsError } from "./errors/aws-error.ts";
export { awsRequest } from "./errors/aws-request.ts";
export { type AwsErrorMeaning, meaningOfAwsError } from "./errors/meaning-of-aws-error.ts";
export { isPassingAwsError, statusOf } from "./errors/passing-aws-error.ts";
export { isThrottle, type Throttle, throttlesOf } from "./errors/throttle.ts";
export { type MetricDataQuery, type MetricQuery, metricDataQuery } from "./metrics/metric-query.ts";
export {
  type GetMetricData,
  type MetricDataInput,
  type MetricDataOutput,
  readDatapoints,
} from "./metrics/read-datapoints.ts";
export { type Datapoint, gridOver, levelsOn, sumsOn, type TimeGrid } from "./metrics/time-grid.ts";
export {
  minutesBetweenFirings,
  oneTime,
  type Schedule,
  scheduleOf,
} from "./schedule/schedule-expression.ts";
export { type DeployedTarget, nameOfTarget, type Target, targetOf } from "./target.ts";
