export { auditLine, parseAuditLine } from "./audit/audit-line.ts";
export {
  type AuditObjectKey,
  auditDatePrefix,
  auditObjectKey,
  auditTablePrefix,
  DEFAULT_AUDIT_PREFIX,
  paddedSequenceNumber,
  parseAuditObjectKey,
} from "./audit/audit-object-key.ts";
export { type ChangeCaptureErrorCode, changeCaptureError } from "./change-capture-error.ts";
export type { ChangedBy, ChangeEvent, ChangeType } from "./change-event.ts";
export { type AttributeDiff, attributeDiffs } from "./history/attribute-diff.ts";
export {
  type HistoryStep,
  type ItemHistory,
  type ItemState,
  itemHistory,
  stateBefore,
} from "./history/item-history.ts";
export { compareSequenceNumbers } from "./history/sequence-order.ts";
export { type StateAt, stateAt } from "./history/state-at.ts";
