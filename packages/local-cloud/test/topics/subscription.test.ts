import { describe, expect, it } from "vitest";
import type { PublishedMessage } from "../../src/topics/published-message.ts";
import { subscriptionOf, wants } from "../../src/topics/subscription.ts";

const message = (
  text: string,
  attributes: PublishedMessage["attributes"] = {},
): PublishedMessage => ({
  entryId: undefined,
  message: text,
  subject: undefined,
  structure: undefined,
  attributes,
  groupId: undefined,
  deduplicationId: undefined,
});

function wanted(FilterPolicy: object, of: PublishedMessage, FilterPolicyScope = "") {
  const attributes = { FilterPolicy: JSON.stringify(FilterPolicy), FilterPolicyScope };
  const subscription = subscriptionOf("sqs", attributes);
  return subscription !== undefined && wants(subscription, of);
}

describe("subscriptionOf", () => {
  it.each(["email", "sms", undefined])("delivers nothing to %s", (protocol) => {
    expect(subscriptionOf(protocol, {})).toBeUndefined();
  });

  it("reads the attributes", () => {
    expect(
      subscriptionOf("sqs", {
        SubscriptionArn: "s",
        Endpoint: "q",
        RawMessageDelivery: "true",
        FilterPolicy: "{}",
        RedrivePolicy: '{"deadLetterTargetArn":"d"}',
      }),
    ).toEqual({
      arn: "s",
      protocol: "sqs",
      endpoint: "q",
      raw: true,
      filter: undefined,
      filterScope: "MessageAttributes",
      deadLetterArn: "d",
    });
  });
});

describe("wants", () => {
  const blue = { colour: { type: "String", value: "blue" } };
  it.each([
    [{ colour: ["blue", "red"] }, blue, true],
    [{ colour: ["red"] }, blue, false],
    [{ colour: [{ "anything-but": ["red"] }] }, blue, true],
    [{ colour: [{ exists: false }] }, blue, false],
    [{ size: [{ exists: false }] }, blue, true],
    [{ size: [{ numeric: [">=", 3] }] }, { size: { type: "Number", value: "3" } }, true],
    [{ size: [{ numeric: [">=", 3] }] }, { size: { type: "String", value: "3" } }, false],
    [{ tags: ["b"] }, { tags: { type: "String.Array", value: '["a","b"]' } }, true],
    [{ raw: [{ exists: true }] }, { raw: { type: "Binary", value: "aGk=" } }, false],
  ])("matches %j with attributes %j: %s", (policy, attributes, expected) => {
    expect(wanted(policy, message("{}", attributes))).toBe(expected);
  });

  it.each([
    ['{"order":{"total":12}}', true],
    ['{"order":{"total":2}}', false],
    ["no JSON", false],
  ])("matches a policy of the body with %s: %s", (text, expected) => {
    const policy = { order: { total: [{ numeric: [">", 10] }] } };
    expect(wanted(policy, message(text), "MessageBody")).toBe(expected);
  });
});
