export { type Deferral, type DeferredMessage, deferMessages } from "./defer-messages.ts";
export {
  type BufferableWrite,
  type BufferedWrite,
  decodeMessage,
  encodeMessage,
  type FailureReason,
} from "./message-codec.ts";
export type { OutgoingMessage, SendFailure } from "./outgoing-message.ts";
export { type EntryFailure, type Queue, sqsQueue } from "./queue.ts";
export { type QueueSpillOptions, queueSpill, type SpillableWrite } from "./queue-spill.ts";
export { type FailedItem, type QueuedItem, sendAll, sendFailures } from "./send-all.ts";
export type { SendOptions } from "./send-batch.ts";
export type { SendError, SendReport } from "./send-report.ts";
export { spreadDelays } from "./spread-delays.ts";
