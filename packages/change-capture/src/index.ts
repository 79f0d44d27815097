export { auditLine, parseAuditLine } from "./audit/audit-line.ts";
export {
  type AuditObjectKey,
  auditDatePrefix,
  auditObjectKey,
  auditTablePrefix,
  paddedSequenceNumber,
  parseAuditObjectKey,
} from "./audit/audit-object-key.ts";
export { DEFAULT_AUDIT_PREFIX } from "./audit/audit-prefix.ts";
export { type AuditSinkOptions, type AuditStore, auditSink } from "./audit/audit-sink.ts";
export { rememberedLines } from "./audit/remembered-line.ts";
export { s3AuditStore } from "./audit/s3-audit-store.ts";
export type { BatchFailure } from "./batch/batch-state.ts";
export {
  type BatchReport,
  type BatchServices,
  type Invocation,
  processBatch,
} from "./batch/process-batch.ts";
export { type ReadBatch, readBatch, type UnreadableRecord } from "./batch/read-batch.ts";
export { sequenceNumbersToRetry } from "./batch/sequence-numbers-to-retry.ts";
export { type WarningLogger, warnOfFailures } from "./batch/warn-of-failures.ts";
export { type ChangeCaptureErrorCode, changeCaptureError } from "./change-capture-error.ts";
export type { ChangedBy, ChangeEvent, ChangeType } from "./change-event.ts";
export { type ErrorFacts, errorFacts } from "./failures/error-facts.ts";
export type { DestinationRecord, FailureDestination } from "./failures/failure-destination.ts";
export {
  FailurePolicies,
  type FailurePolicy,
  type Policy,
  type ReadPolicies,
  readFailurePolicies,
} from "./failures/failure-policies.ts";
export { s3Destination } from "./failures/s3-destination.ts";
export { sqsDestination } from "./failures/sqs-destination.ts";
export { type ChangeHandler, type HandlerContext, handlerSink } from "./handler/handler-sink.ts";
export { loadHandler } from "./handler/load-handler.ts";
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
export type { DeliveryStream, LakeRecord } from "./lake/delivery-stream.ts";
export { firehoseStream } from "./lake/firehose-stream.ts";
export { type LakeSinkOptions, lakeSink } from "./lake/lake-sink.ts";
export { dynamodbLedger, type LedgerOptions } from "./notices/dynamodb-ledger.ts";
export type { Notice } from "./notices/notice.ts";
export type { NoticeLedger } from "./notices/notice-ledger.ts";
export { type NoticeRule, type ReadRules, readNoticeRules } from "./notices/notice-rule.ts";
export { type NoticeSinkOptions, noticeSink } from "./notices/notice-sink.ts";
export { snsTopic } from "./notices/sns-topic.ts";
export type { Topic } from "./notices/topic.ts";
export { itemKey } from "./order/item-key.ts";
export { readRecord, sequenceNumberOf } from "./record/read-record.ts";
export {
  type EventRecord,
  eventRecord,
  type SdkAttributeValue,
  type SdkStreamRecord,
} from "./replay/event-record.ts";
export {
  type FailureMessage,
  type ObjectPlace,
  parseFailureMessage,
} from "./replay/failure-message.ts";
export { type FailureRecord, parseFailureRecord } from "./replay/failure-record.ts";
export { type ReplayAnswer, replayAnswer } from "./replay/replay-answer.ts";
export { type ReplayEvent, type ReplayLimits, replayBatches } from "./replay/replay-batches.ts";
export { compareFailures } from "./replay/replay-order.ts";
export type { FailedChange, Sink, SinkContext } from "./sink.ts";
