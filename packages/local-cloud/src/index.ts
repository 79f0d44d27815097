export {
  type AccessDocument,
  accessDocument,
  type GrantedPermission,
  type PrincipalAccess,
  type RefusedPermission,
} from "./access/usage/access-document.ts";
export type { ErrorReport } from "./error-report.ts";
export { type LocalCloudErrorCode, localCloudError } from "./errors.ts";
export type { LocalCloudOptions } from "./options.ts";
export {
  type LocalCloudStatus,
  localCloudStatus,
  type RunningLocalCloud,
  startDetached,
  stopDetached,
} from "./process/detached.ts";
export type { LocalCloudState } from "./process/state-file.ts";
export { type LocalCloud, startLocalCloud } from "./start-local-cloud.ts";
