import { describe, expect, it } from "vitest";
import { KeptAttributes } from "../../src/sqs/kept-attributes.ts";
import type { SqsRequest } from "../../src/sqs/sqs-request.ts";

const ALLOW = '{"redrivePermission":"denyAll"}';
const REDRIVE = '{"deadLetterTargetArn":"arn","maxReceiveCount":5}';

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
const set = (Attributes: Record<string, string>) => json("SetQueueAttributes", { Attributes });
const ask = (...AttributeNames: string[]) => json("GetQueueAttributes", { AttributeNames });

function kept(...requests: SqsRequest[]): KeptAttributes {
  const attributes = new KeptAttributes();
  for (const request of requests) attributes.follow(request);
  return attributes;
}

/** What a client gets when moto answers with these attributes. */
function answered(attributes: KeptAttributes, request: SqsRequest, moto: Record<string, string>) {
  const text = attributes.patch(request)?.answer(JSON.stringify({ Attributes: moto }));
  return text === undefined ? undefined : (JSON.parse(text) as { Attributes?: object }).Attributes;
}

describe("KeptAttributes in the JSON protocol", () => {
  it("lays what was set over all attributes", () => {
    const attributes = kept(
      json("CreateQueue", { Attributes: { RedrivePolicy: REDRIVE } }),
      set({ RedriveAllowPolicy: ALLOW, VisibilityTimeout: "30" }),
    );
    const moto = { QueueArn: "arn", VisibilityTimeout: "30", RedrivePolicy: "{ rewritten }" };
    expect(answered(attributes, ask("All"), moto)).toEqual({
      ...moto,
      RedrivePolicy: REDRIVE,
      RedriveAllowPolicy: ALLOW,
    });
  });

  it("keeps what later changes of other attributes leave alone", () => {
    const attributes = kept(set({ Policy: "{}" }), set({ VisibilityTimeout: "60" }));
    expect(answered(attributes, ask("All"), {})).toEqual({ Policy: "{}" });
  });

  it("takes a policy that moto changed", () => {
    const attributes = kept(set({ Policy: "{}" }));
    attributes.keepPolicy("q", '{"Statement":[]}');
    expect(attributes.policyOf("q")).toBe('{"Statement":[]}');
    attributes.keepPolicy("q", undefined);
    expect(answered(attributes, ask("All"), {})).toBeUndefined();
  });

  it("gives no more than was asked", () => {
    const attributes = kept(set({ Policy: "{}", RedriveAllowPolicy: ALLOW }));
    expect(answered(attributes, ask("Policy", "QueueArn"), { QueueArn: "arn" })).toEqual({
      QueueArn: "arn",
      Policy: "{}",
    });
    expect(attributes.patch(ask("QueueArn"))).toBeUndefined();
  });

  it("does not ask moto for what it refuses to be asked", () => {
    const sent = (request: SqsRequest) => JSON.parse(kept().patch(request)?.body ?? "");
    expect(sent(ask("RedriveAllowPolicy", "Policy"))).toEqual({ AttributeNames: ["Policy"] });
    expect(sent(ask("RedriveAllowPolicy"))).toEqual({ AttributeNames: ["QueueArn"] });
  });

  it("does not give what was asked in its place", () => {
    const only = ask("RedriveAllowPolicy");
    expect(answered(kept(), only, { QueueArn: "arn" })).toBeUndefined();
    expect(answered(kept(set({ RedriveAllowPolicy: ALLOW })), only, { QueueArn: "arn" })).toEqual({
      RedriveAllowPolicy: ALLOW,
    });
  });

  it.each([
    ["an empty text", set({ RedriveAllowPolicy: "" })],
    ["the queue's deletion", json("DeleteQueue", {})],
  ])("forgets with %s", (_what, request) => {
    const attributes = kept(set({ RedriveAllowPolicy: ALLOW }), request);
    expect(answered(attributes, ask("All"), { QueueArn: "arn" })).toEqual({ QueueArn: "arn" });
  });
});

describe("KeptAttributes in the query protocol", () => {
  const setInForm = query("SetQueueAttributes", {
    "Attribute.1.Name": "VisibilityTimeout",
    "Attribute.1.Value": "30",
    "Attribute.2.Name": "RedrivePolicy",
    "Attribute.2.Value": "<&>",
  });
  const xml = (attributes: string) =>
    `<R><GetQueueAttributesResult>${attributes}</GetQueueAttributesResult></R>`;
  const attribute = (name: string, value: string) =>
    `<Attribute><Name>${name}</Name><Value>${value}</Value></Attribute>`;

  it("replaces and adds in the XML", () => {
    const patch = kept(setInForm).patch(query("GetQueueAttributes", { "AttributeName.1": "All" }));
    const moto = attribute("QueueArn", "arn") + attribute("RedrivePolicy", "rewritten");
    expect(patch?.answer(xml(moto))).toBe(
      xml(attribute("QueueArn", "arn") + attribute("RedrivePolicy", "&lt;&amp;&gt;")),
    );
    expect(patch?.answer("<R><GetQueueAttributesResult /></R>")).toBe(
      xml(attribute("RedrivePolicy", "&lt;&amp;&gt;")),
    );
  });

  it("asks moto only for what it knows", () => {
    const asked = query("GetQueueAttributes", {
      "AttributeName.1": "RedriveAllowPolicy",
      "AttributeName.2": "Policy",
    });
    expect([...new URLSearchParams(kept().patch(asked)?.body)]).toEqual([
      ["Action", "GetQueueAttributes"],
      ["AttributeName.1", "Policy"],
    ]);
  });
});
