export {
  type Drained,
  type DrainFailure,
  type DrainOptions,
  drainMessages,
  type UnfinishedWrite,
} from "./drain/drain-messages.ts";
export { DrainRate, drainRate } from "./drain/drain-rate.ts";
export type { ReceivedDelete, ReceivedMessage, ReceivedWrite } from "./drain/received-writes.ts";
export { type WriteBufferErrorCode, writeBufferError } from "./errors.ts";
export {
  type BufferableWrite,
  type BufferedWrite,
  decodeMessage,
  encodeMessage,
} from "./message-codec.ts";
export type { OutgoingMessage, SendFailure } from "./outgoing-message.ts";
export { type EntryFailure, type Queue, sqsQueue } from "./queue.ts";
export { type QueueSpillOptions, queueSpill, type SpillableWrite } from "./queue-spill.ts";
export { type FailedItem, type QueuedItem, sendAll, sendFailures } from "./send-all.ts";
export type { SendOptions } from "./send-batch.ts";
export type { SendReport } from "./send-report.ts";
export { spreadDelays } from "./spread-delays.ts";
