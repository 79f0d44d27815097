import { describe, expect, it } from "vitest";
import { RedriveAllowPolicies } from "../src/sqs/redrive-allow-policies.ts";
import type { SqsRequest } from "../src/sqs/sqs-request.ts";

const POLICY = '{"redrivePermission":"denyAll"}';

const json = (action: string, body: Record<string, unknown>): SqsRequest => ({
  protocol: "json",
  action,
  queue: "q",
  body,
});
const query = (action: string, parameters: Record<string, string>): SqsRequest => ({
  protocol: "query",
  action,
  queue: "q",
  form: new URLSearchParams({ Action: action, ...parameters }),
});
const setJson = (value: string) =>
  json("SetQueueAttributes", { Attributes: { RedriveAllowPolicy: value } });
const setQuery = query("SetQueueAttributes", {
  "Attribute.1.Name": "VisibilityTimeout",
  "Attribute.1.Value": "30",
  "Attribute.2.Name": "RedriveAllowPolicy",
  "Attribute.2.Value": POLICY,
});
const askAll = json("GetQueueAttributes", { AttributeNames: ["All"] });

function policiesWith(...requests: SqsRequest[]): RedriveAllowPolicies {
  const policies = new RedriveAllowPolicies();
  for (const request of requests) policies.follow(request);
  return policies;
}

describe("RedriveAllowPolicies in the JSON protocol", () => {
  it("adds the policy to all attributes", () => {
    const patch = policiesWith(setJson(POLICY)).patch(askAll);
    expect(JSON.parse(patch?.body ?? "")).toEqual({ AttributeNames: ["All"] });
    expect(JSON.parse(patch?.answer('{"Attributes":{"QueueArn":"arn"}}') ?? "")).toEqual({
      Attributes: { QueueArn: "arn", RedriveAllowPolicy: POLICY },
    });
  });

  it("answers for the policy alone", () => {
    const ask = json("GetQueueAttributes", { AttributeNames: ["RedriveAllowPolicy"] });
    const set = policiesWith(setJson(POLICY)).patch(ask);
    expect(JSON.parse(set?.body ?? "")).toEqual({ AttributeNames: ["QueueArn"] });
    expect(JSON.parse(set?.answer('{"Attributes":{"QueueArn":"arn"}}') ?? "")).toEqual({
      Attributes: { RedriveAllowPolicy: POLICY },
    });
    const unset = policiesWith().patch(ask);
    expect(unset?.answer('{"Attributes":{"QueueArn":"arn"}}')).toBe("{}");
  });

  it("leaves questions about other attributes alone", () => {
    const ask = json("GetQueueAttributes", { AttributeNames: ["QueueArn"] });
    expect(policiesWith(setJson(POLICY)).patch(ask)).toBeUndefined();
  });

  it.each([
    ["an empty policy", setJson("")],
    ["the queue's deletion", json("DeleteQueue", {})],
  ])("forgets it with %s", (_what, request) => {
    const patch = policiesWith(setJson(POLICY), request).patch(askAll);
    expect(patch?.answer('{"Attributes":{"QueueArn":"arn"}}')).not.toContain("Redrive");
  });
});

describe("RedriveAllowPolicies in the query protocol", () => {
  it("adds the policy to the XML", () => {
    const ask = query("GetQueueAttributes", { "AttributeName.1": "All" });
    const xml =
      "<R><GetQueueAttributesResult><Attribute><Name>A</Name></Attribute></GetQueueAttributesResult></R>";
    expect(policiesWith(setQuery).patch(ask)?.answer(xml)).toBe(
      `<R><GetQueueAttributesResult><Attribute><Name>A</Name></Attribute><Attribute><Name>RedriveAllowPolicy</Name><Value>${POLICY}</Value></Attribute></GetQueueAttributesResult></R>`,
    );
  });

  it("asks moto only for what it knows", () => {
    const ask = query("GetQueueAttributes", {
      "AttributeName.1": "RedriveAllowPolicy",
      "AttributeName.2": "Policy",
    });
    const body = new URLSearchParams(policiesWith(setQuery).patch(ask)?.body);
    expect([...body]).toEqual([
      ["Action", "GetQueueAttributes"],
      ["AttributeName.1", "Policy"],
    ]);
  });

  it("fills an empty result", () => {
    const ask = query("GetQueueAttributes", { "AttributeName.1": "All" });
    const patched = policiesWith(setQuery).patch(ask)?.answer("<R><GetQueueAttributesResult/></R>");
    expect(patched).toContain("<Name>RedriveAllowPolicy</Name>");
  });
});
