import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Exchange } from "../../gateway/exchange.ts";
import type { Route } from "../../gateway/gateway.ts";
import type { NotRun } from "../../gateway/not-run.ts";
import { type SqsRequest, sqsRequest } from "../sqs-request.ts";
import type { Move, Moved } from "./move-messages.ts";
import { type MoveTask, type MoveTasks, queueOf } from "./move-tasks.ts";
import { readTaskHandle, taskHandle } from "./task-handle.ts";

const OPERATIONS = new Set([
  "StartMessageMoveTask",
  "ListMessageMoveTasks",
  "CancelMessageMoveTask",
]);
const MOST_PER_SECOND = 500;
const MOST_LISTED = 10;

const startRequest = z.object({
  SourceArn: z.string().optional(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().optional(),
});
const listRequest = z.object({
  SourceArn: z.string().optional(),
  MaxResults: z.number().optional(),
});
const cancelRequest = z.object({ TaskHandle: z.string().optional() });

export interface MoveTasksRouteOptions {
  readonly tasks: MoveTasks;
  readonly move: (move: Move) => Promise<Moved>;
  readonly notRun: Pick<NotRun, "refuse">;
}

type JsonRequest = SqsRequest & { readonly protocol: "json" };

/** An answer of SQS's: what was asked for, or an error. */
type Answer =
  | { readonly told: Record<string, unknown> }
  | { readonly status: number; readonly code: string; readonly message: string };

const invalid = (message: string): Answer => ({
  status: 400,
  code: "InvalidParameterValue",
  message,
});
const missing = (message: string): Answer => ({
  status: 404,
  code: "ResourceNotFoundException",
  message,
});
const noQueue = (parameter: string) =>
  missing(`The resource that you specified for the ${parameter} parameter doesn't exist.`);
const wrongArn = (parameter: string): Answer => ({
  status: 400,
  code: "InvalidAddress",
  message: `You must use this format to specify the ${parameter}: arn:<partition>:<service>:<region>:<account-id>:<resource-id>`,
});

/**
 * StartMessageMoveTask, ListMessageMoveTasks and CancelMessageMoveTask, which moto 5.2 answers with a 500.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
 */
export function moveTasksRoute({ tasks, move, notRun }: MoveTasksRouteOptions): Route {
  async function start(request: JsonRequest): Promise<Answer> {
    const asked = startRequest.parse(request.body);
    const { SourceArn: sourceArn = "", DestinationArn: destinationArn } = asked;
    const { MaxNumberOfMessagesPerSecond: maxPerSecond } = asked;
    if (!isQueueArn(sourceArn)) return wrongArn("SourceArn");
    if (destinationArn !== undefined && !isQueueArn(destinationArn)) {
      return wrongArn("DestinationArn");
    }
    if (maxPerSecond !== undefined && !(maxPerSecond >= 1 && maxPerSecond <= MOST_PER_SECOND)) {
      return invalid(
        "Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a number that's between 1 and 500.",
      );
    }
    if (sourceArn === destinationArn) {
      return invalid("Source queue arn and destination queue arn cannot be the same.");
    }
    const destination = destinationArn === undefined ? undefined : queueOf(destinationArn);
    const found = await move({ source: queueOf(sourceArn), destination, count: 0 });
    if (found.error === "NoSource") return noQueue("SourceArn");
    if (found.error === "NoDestination") return noQueue("DestinationArn");
    if (found.error !== undefined) {
      return invalid("Source queue must be configured as a Dead Letter Queue.");
    }
    if (tasks.of(sourceArn).some(({ status }) => status === "RUNNING")) {
      return invalid(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    }
    const task = tasks.start({ sourceArn, destinationArn, maxPerSecond }, found.left);
    return { told: { TaskHandle: taskHandle(task) } };
  }

  async function list(request: JsonRequest): Promise<Answer> {
    const { SourceArn: arn = "", MaxResults: most = 1 } = listRequest.parse(request.body);
    if (!isQueueArn(arn)) return wrongArn("SourceArn");
    if (!(most >= 1 && most <= MOST_LISTED)) {
      return invalid(
        "Value for parameter MaxResults is invalid. Reason: You must enter a number that's between 1 and 10.",
      );
    }
    if (!(await exists(arn))) return noQueue("SourceArn");
    return { told: { Results: tasks.of(arn).slice(0, most).map(shown) } };
  }

  async function cancel(request: JsonRequest): Promise<Answer> {
    const handle = readTaskHandle(cancelRequest.parse(request.body).TaskHandle ?? "");
    if (handle === undefined) return invalid("Value for parameter TaskHandle is invalid.");
    if (!(await exists(handle.sourceArn))) return noQueue("SourceArn");
    const task = tasks.of(handle.sourceArn).find(({ id }) => id === handle.taskId);
    if (task === undefined) return missing("Task does not exist.");
    if (task.status !== "RUNNING") return invalid("Only active tasks can be cancelled.");
    task.status = "CANCELLED";
    return { told: { ApproximateNumberOfMessagesMoved: task.moved } };
  }

  async function exists(arn: string): Promise<boolean> {
    const asked = { source: queueOf(arn), destination: undefined, count: 0 };
    return (await move(asked)).error !== "NoSource";
  }

  return {
    accepts: ({ service, operation, action }) =>
      service === "sqs" && OPERATIONS.has(operation ?? action ?? ""),
    async handle(exchange) {
      const request = await sqsRequest(exchange);
      if (request.protocol === "query") {
        notRun.refuse(
          exchange,
          `${request.action} in the query protocol`,
          "use a client of 2024 or later, which speaks JSON",
        );
        return;
      }
      const { action } = request;
      const handle = action.startsWith("Start") ? start : action.startsWith("List") ? list : cancel;
      reply(exchange, await handle(request));
    },
  };
}

function isQueueArn(arn: string): boolean {
  return /^arn:aws[\w-]*:sqs:[\w-]+:\d{12}:[\w.-]+$/.test(arn);
}

function shown(task: MoveTask): Record<string, unknown> {
  const running = task.status === "RUNNING";
  return {
    ...(running && { TaskHandle: taskHandle(task) }),
    Status: task.status,
    SourceArn: task.sourceArn,
    ...(task.destinationArn !== undefined && { DestinationArn: task.destinationArn }),
    ...(task.maxPerSecond !== undefined && { MaxNumberOfMessagesPerSecond: task.maxPerSecond }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failureReason !== undefined && { FailureReason: task.failureReason }),
    StartedTimestamp: task.startedAt,
  };
}

function reply(exchange: Exchange, answer: Answer): void {
  const headers = {
    "content-type": "application/x-amz-json-1.0",
    "x-amzn-requestid": randomUUID(),
  };
  if ("told" in answer) {
    exchange.reply(200, JSON.stringify(answer.told), headers);
    return;
  }
  const { status, code, message } = answer;
  exchange.reply(status, JSON.stringify({ __type: `com.amazonaws.sqs#${code}`, message }), {
    ...headers,
    "x-amzn-query-error": `${code};Sender`,
  });
}
