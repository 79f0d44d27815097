import type { RequestSender } from "@spillway/signed-requests";

/** What is told to people. */
export interface Notice {
  readonly subject: string;
  readonly text: string;
}

/**
 * Publishes notices to a topic.
 *
 * @param sns a sender for SNS, which speaks AWS's query protocol
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publisherTo(
  sns: RequestSender,
  topicArn: string,
): (notice: Notice) => Promise<void> {
  return async ({ subject, text }) => {
    const form = new URLSearchParams({
      ...{ Action: "Publish", Version: "2010-03-31" },
      ...{ TopicArn: topicArn, Subject: subject, Message: text },
    });
    await sns.send({
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    });
  };
}
