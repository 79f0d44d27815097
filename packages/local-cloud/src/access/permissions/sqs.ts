import { readTaskHandle } from "../../sqs/message-moves/task-handle.ts";
import { type ServiceRequest, textIn } from "../service-request.ts";
import { byOperation, everything, type OperationRule, sameName } from "./permission.ts";

const queueArn = ({ region, account }: ServiceRequest, name: string) =>
  `arn:aws:sqs:${region}:${account}:${name}`;

/** The queue's ARN, from its address or from the path of an older client. */
function queue(request: ServiceRequest): string {
  const address = textIn(request, "QueueUrl") ?? request.path;
  return queueArn(request, address.split("/").at(-1) ?? "");
}

/** The ARN of a queue whose address is still to be told. */
const queueNamed = (request: ServiceRequest) =>
  queueArn(request, textIn(request, "QueueName") ?? "");

const SOURCE = ["StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];

/** Moving messages takes them from one queue and sends them to another, as the caller. */
const moveMessages: OperationRule = (request) => {
  const source = textIn(request, "SourceArn") ?? "";
  const destination = textIn(request, "DestinationArn");
  const taken = SOURCE.map((action) => ({ action: `sqs:${action}`, resource: source }));
  if (destination === undefined) return taken;
  return [...taken, { action: "sqs:SendMessage", resource: destination }];
};

/** The queue of the task that the handle is of. */
const taskQueue = (request: ServiceRequest): string =>
  readTaskHandle(textIn(request, "TaskHandle") ?? "")?.sourceArn ?? "*";

const asOf =
  (action: string): OperationRule =>
  (request) => [{ action: `sqs:${action}`, resource: queue(request) }];

/**
 * What requests to SQS need, in either protocol. A batch needs the action of one: there are none of
 * its own.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
 */
export const sqsPermissions = byOperation({
  ...sameName(
    "sqs",
    [
      "AddPermission",
      "ChangeMessageVisibility",
      "DeleteMessage",
      "DeleteQueue",
      "GetQueueAttributes",
      "ListDeadLetterSourceQueues",
      "ListQueueTags",
      "PurgeQueue",
      "ReceiveMessage",
      "RemovePermission",
      "SendMessage",
      "SetQueueAttributes",
      "TagQueue",
      "UntagQueue",
    ],
    queue,
  ),
  ...sameName("sqs", ["CreateQueue", "GetQueueUrl"], queueNamed),
  SendMessageBatch: asOf("SendMessage"),
  DeleteMessageBatch: asOf("DeleteMessage"),
  ChangeMessageVisibilityBatch: asOf("ChangeMessageVisibility"),
  StartMessageMoveTask: moveMessages,
  ...sameName("sqs", ["ListMessageMoveTasks"], (request) => textIn(request, "SourceArn") ?? "*"),
  ...sameName("sqs", ["CancelMessageMoveTask"], taskQueue),
  ...sameName("sqs", ["ListQueues"], everything),
});
