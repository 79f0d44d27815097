import type { Exchange } from "../gateway/exchange.ts";

/** A request to SQS in either of its protocols. */
export type SqsRequest =
  | {
      readonly protocol: "json";
      readonly action: string;
      /** The name of the queue concerned; undefined for ListQueues and the like. */
      readonly queue: string | undefined;
      readonly body: Readonly<Record<string, unknown>>;
    }
  | {
      readonly protocol: "query";
      readonly action: string;
      readonly queue: string | undefined;
      readonly form: URLSearchParams;
    };

/**
 * Reads a request to SQS: the JSON protocol of current SDKs, or the query protocol of older ones.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html
 */
export async function sqsRequest(exchange: Exchange): Promise<SqsRequest> {
  const text = (await exchange.body()).toString("utf8");
  if (exchange.operation !== undefined) {
    const body: Record<string, unknown> = text === "" ? {} : JSON.parse(text);
    const queue = queueName(body.QueueUrl) ?? textOf(body.QueueName);
    return { protocol: "json", action: exchange.operation, queue, body };
  }
  const query = exchange.request.url?.split("?", 2)[1] ?? "";
  const form = new URLSearchParams(text || query);
  const queue =
    queueName(form.get("QueueUrl")) ?? form.get("QueueName") ?? queueName(exchange.path);
  return { protocol: "query", action: form.get("Action") ?? "", queue, form };
}

/** The name at the end of a queue's URL or path. */
function queueName(url: unknown): string | undefined {
  return textOf(url)?.split("/").at(-1) || undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
