import { SQS_BATCH_MAX_BYTES, SQS_BATCH_MAX_MESSAGES } from "../limits.ts";
import { billedSqsRequests } from "./cost-of-services.ts";

/** What went through a queue. */
export interface QueueTraffic {
  /** Messages that were sent, received and deleted. */
  readonly messages: number;
  /** Messages beside these that were sent and never received. Default 0. */
  readonly left?: number;
  /** Mean bytes of a message's body. Default 0: then a call is one request. */
  readonly messageBytes?: number;
  /** Calls that took messages in, where more are known of than full batches need: consumers that began with fewer. */
  readonly receives?: number;
  /** Receives that came back with nothing. Default 0. */
  readonly emptyReceives?: number;
}

/**
 * Requests that SQS bills for messages that are sent, received and deleted in batches of up to ten
 * messages and 256 KiB: for each batch what its 64 KB of payload come to, and one for its delete.
 *
 * @see https://aws.amazon.com/sqs/pricing/
 * @example
 * sqsRequestsOf({ messages: 1_000 });                       // → 300
 * sqsRequestsOf({ messages: 10, messageBytes: 20 * 1024 }); // → 9: 4 to send, 4 to receive, 1 to delete
 */
export function sqsRequestsOf(traffic: QueueTraffic): number {
  const { messages, left = 0, messageBytes = 0, receives = 0, emptyReceives = 0 } = traffic;
  const sent = messages + left;
  const fitting = messageBytes > 0 ? Math.floor(SQS_BATCH_MAX_BYTES / messageBytes) : sent;
  const perBatch = Math.max(1, Math.min(SQS_BATCH_MAX_MESSAGES, fitting));
  const billed = (calls: number, of: number): number =>
    calls === 0 ? 0 : calls * billedSqsRequests((of / calls) * messageBytes);
  const taken = messages === 0 ? 0 : Math.max(Math.ceil(messages / perBatch), receives);
  return billed(Math.ceil(sent / perBatch), sent) + billed(taken, messages) + taken + emptyReceives;
}
