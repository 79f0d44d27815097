import { AwsServiceError, type RequestSender } from "@spillway/signed-requests";
import type { Notice } from "./notice.ts";
import type { Topic } from "./topic.ts";

const HEADERS = { "content-type": "application/x-www-form-urlencoded" };
const FAILED = /<Failed>(.*?)<\/Failed>/s;
const SUCCESSFUL = /<Successful>(.*?)<\/Successful>/s;
const MEMBER = /<member>(.*?)<\/member>/gs;
const NO_ANSWER = 502;
const CLIENT_FAULT = 400;
const SERVER_FAULT = 500;

/**
 * A topic reached through a sender for SNS, which speaks AWS's query protocol.
 *
 * @see https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html
 */
export function snsTopic(sns: RequestSender, topicArn: string): Topic {
  return {
    async publish(notices) {
      const { body } = await sns.send({
        method: "POST",
        headers: HEADERS,
        body: publishForm(topicArn, notices),
      });
      const taken = new Set(membersOf(body, SUCCESSFUL).map((member) => textOf(member, "Id")));
      if (taken.size === notices.length) return new Map();
      const refused = new Map(
        membersOf(body, FAILED).map((member) => [textOf(member, "Id"), errorOf(member)]),
      );
      const failed = new Map<Notice, Error>();
      for (const [place, notice] of notices.entries()) {
        const id = String(place);
        if (!taken.has(id)) failed.set(notice, refused.get(id) ?? notAnswered());
      }
      return failed;
    },
  };
}

function publishForm(topicArn: string, notices: readonly Notice[]): string {
  let form = `Action=PublishBatch&Version=2010-03-31&TopicArn=${encodeURIComponent(topicArn)}`;
  for (const [place, { body, subject, attributes }] of notices.entries()) {
    const entry = `&PublishBatchRequestEntries.member.${place + 1}.`;
    form += `${entry}Id=${place}${entry}Message=${encodeURIComponent(body)}`;
    if (subject !== undefined) form += `${entry}Subject=${encodeURIComponent(subject)}`;
    let number = 0;
    for (const name in attributes) {
      number += 1;
      const attribute = `${entry}MessageAttributes.entry.${number}.`;
      form += `${attribute}Name=${name}${attribute}Value.DataType=String`;
      form += `${attribute}Value.StringValue=${encodeURIComponent(attributes[name] ?? "")}`;
    }
  }
  return form;
}

function membersOf(answer: string, list: RegExp): string[] {
  const [, content = ""] = list.exec(answer) ?? [];
  return Array.from(content.matchAll(MEMBER), ([, member = ""]) => member);
}

function textOf(member: string, name: string): string {
  const start = member.indexOf(`<${name}>`);
  if (start < 0) return "";
  return member.slice(start + name.length + 2, member.indexOf(`</${name}>`, start));
}

function errorOf(member: string): AwsServiceError {
  const isOurs = textOf(member, "SenderFault") === "true";
  const status = isOurs ? CLIENT_FAULT : SERVER_FAULT;
  return new AwsServiceError(textOf(member, "Code"), textOf(member, "Message"), status);
}

function notAnswered(): AwsServiceError {
  const message = "SNS named the notice neither as published nor as refused";
  return new AwsServiceError("NotAnswered", message, NO_ANSWER);
}
