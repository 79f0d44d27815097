export {
  type AccessDocument,
  accessDocument,
  type GrantedPermission,
  type PrincipalAccess,
  type RefusedPermission,
} from "./access/usage/access-document.ts";
export type { ErrorReport } from "./error-report.ts";
export { type LocalCloudErrorCode, localCloudError } from "./errors.ts";
export { findLog, type WantedLog } from "./function-logs/find-log.ts";
export { type FollowOptions, followLog } from "./function-logs/follow-log.ts";
export { type LastLinesOptions, lastLines } from "./function-logs/last-lines.ts";
export type { FunctionLog } from "./function-logs/log-files.ts";
export type { LogLine } from "./function-logs/log-line.ts";
export type { LocalCloud } from "./local-cloud.ts";
export type { LocalCloudOptions } from "./options.ts";
export {
  type LocalCloudStatus,
  localCloudStatus,
  type RunningLocalCloud,
  type StoppedLocalCloud,
  startDetached,
  stopDetached,
} from "./process/detached.ts";
export type { LocalCloudState } from "./process/state-file.ts";
export { startLocalCloud } from "./start-local-cloud.ts";
export { type LiveMessage, type LiveSecond, liveMessage } from "./status/live-document.ts";
export {
  type EventSourceStatus,
  type FunctionStatus,
  type QueueStatus,
  type ScheduleStatus,
  type StatusDocument,
  statusDocument,
  type TableStatus,
} from "./status/status-document.ts";
