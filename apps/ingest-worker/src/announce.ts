import type { WorkServices } from "@spillway/ingest-jobs";
import type { RequestSender } from "@spillway/signed-requests";

/**
 * Publishes the notice of a job's end.
 *
 * @param sns a sender for SNS, which speaks AWS's query protocol
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function announceOn(sns: RequestSender, topicArn: string): WorkServices["announce"] {
  return async ({ body, attributes }) => {
    const form = new URLSearchParams({
      Action: "Publish",
      Version: "2010-03-31",
      TopicArn: topicArn,
      Message: body,
    });
    for (const [at, [name, value]] of Object.entries(attributes).entries()) {
      const entry = `MessageAttributes.entry.${at + 1}`;
      form.set(`${entry}.Name`, name);
      form.set(`${entry}.Value.DataType`, "String");
      form.set(`${entry}.Value.StringValue`, value);
    }
    await sns.send({
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
  };
}
