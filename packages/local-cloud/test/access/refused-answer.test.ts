import { describe, expect, it } from "vitest";
import { cborError } from "../../src/access/answers/cbor-error.ts";
import { refusedAnswer } from "../../src/access/answers/refused-answer.ts";
import type { Protocol } from "../../src/access/service-request.ts";

const sentence = (action: string) =>
  `User: u is not authorized to perform: ${action} on resource: arn:x because no identity-based policy allows the ${action} action`;

const refused = (service: string, protocol: Protocol, action: string, method = "POST") =>
  refusedAnswer({ service, protocol, method }, "denied", sentence(action));

describe("refusedAnswer", () => {
  it.each([
    ["dynamodb", 400, "com.amazon.coral.service#AccessDeniedException", "1.0"],
    ["logs", 400, "AccessDeniedException", "1.1"],
    ["events", 400, "AccessDeniedException", "1.1"],
    ["kms", 400, "AccessDeniedException", "1.1"],
    ["application-autoscaling", 400, "AccessDeniedException", "1.1"],
  ])("is JSON for %s", (service, status, type, version) => {
    const answer = refused(service, "json", "x:Y");
    expect(answer).toMatchObject({
      status,
      headers: { "content-type": `application/x-amz-json-${version}` },
    });
    expect(JSON.parse(String(answer.body))).toEqual({ __type: type, Message: sentence("x:Y") });
  });

  it.each([
    ["sqs", "sqs:SendMessage", "sqs:sendmessage"],
    ["monitoring", "cloudwatch:PutMetricData", "cloudwatch:PutMetricData"],
  ])("carries the code of the older protocol beside the JSON of %s", (service, action, spelled) => {
    const answer = refused(service, "json", action);
    expect(answer.status).toBe(403);
    expect(answer.headers["x-amzn-query-error"]).toBe("AccessDenied;Sender");
    expect(JSON.parse(String(answer.body)).Message).toBe(sentence(spelled));
  });

  it.each([
    ["sns", "sns:Publish", "AuthorizationError", "SNS:Publish"],
    ["sts", "sts:AssumeRole", "AccessDenied", "sts:AssumeRole"],
    ["iam", "iam:GetRole", "AccessDenied", "iam:GetRole"],
    ["sqs", "sqs:SendMessage", "AccessDenied", "sqs:sendmessage"],
    ["monitoring", "cloudwatch:ListMetrics", "AccessDenied", "cloudwatch:ListMetrics"],
  ])("is XML for %s in the query protocol", (service, action, code, spelled) => {
    const { status, body } = refused(service, "query", action);
    expect(status).toBe(403);
    expect(body).toMatch(/^<ErrorResponse xmlns="https?:\/\/[^"]+">/);
    expect(body).toContain(`<Type>Sender</Type><Code>${code}</Code>`);
    expect(body).toContain(`<Message>${sentence(spelled)}</Message>`);
  });

  it("is S3's XML, with the resource in quotes", () => {
    const { status, body } = refused("s3", "rest-xml", "s3:GetObject", "GET");
    expect(status).toBe(403);
    expect(body).toContain("<Error><Code>AccessDenied</Code>");
    expect(body).toContain("on resource: &quot;arn:x&quot; because");
    expect(refused("s3", "rest-xml", "s3:GetObject", "HEAD").body).toBe("");
  });

  it("is Lambda's JSON, with the error's type in a header", () => {
    const { status, headers, body } = refused("lambda", "rest-json", "lambda:InvokeFunction");
    expect([status, headers["x-amzn-errortype"]]).toEqual([403, "AccessDeniedException"]);
    expect(JSON.parse(String(body))).toEqual({ Message: sentence("lambda:InvokeFunction") });
  });

  it("is CBOR where the request was", () => {
    const { headers, body } = refused("monitoring", "cbor", "cloudwatch:PutMetricData");
    expect(headers["smithy-protocol"]).toBe("rpc-v2-cbor");
    expect(body).toEqual(cborError("AccessDeniedException", sentence("cloudwatch:PutMetricData")));
  });

  it.each([
    ["expired", "query", "ExpiredToken"],
    ["expired", "json", "ExpiredTokenException"],
    ["unknown-key", "query", "InvalidClientTokenId"],
    ["unknown-key", "json", "UnrecognizedClientException"],
  ] as const)("names %s in %s %s", (kind, protocol, code) => {
    const service = protocol === "json" ? "dynamodb" : "sts";
    const { body } = refusedAnswer({ service, protocol, method: "POST" }, kind, "no");
    expect(body).toContain(code);
  });
});

describe("cborError", () => {
  it.each([
    [10, [0x6a]],
    [100, [0x78, 100]],
    [300, [0x79, 1, 44]],
  ])("writes a text of %i bytes with its length before it", (length, head) => {
    const text = "x".repeat(length);
    const expected = [0xa2, 0x66, ..."__type", 0x61, "T", 0x67, ..."message", ...head, ...text];
    const bytes = expected.map((one) => (typeof one === "string" ? one.charCodeAt(0) : one));
    expect([...cborError("T", text)]).toEqual(bytes);
  });
});
