import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { NotRun } from "../../src/gateway/not-run.ts";

const SENTENCE = "a dream is not run by the local cloud: sleep";
const JSON_1_0 = "application/x-amz-json-1.0";
const JSON_1_1 = "application/x-amz-json-1.1";
const FORM = "application/x-www-form-urlencoded; charset=utf-8";

function asked(service: string, contentType: string, operation?: string, path = "/") {
  const request = new IncomingMessage(new Socket());
  request.headers = { "content-type": contentType };
  request.url = path;
  return { service, operation, path: path.split("?", 1)[0] ?? "", method: "POST", request };
}

const refusal = (...of: Parameters<typeof asked>) => {
  const answer = new NotRun(() => 0).answerTo(asked(...of), "a dream", "sleep");
  expect(answer.status).toBe(400);
  return { ...answer, body: String(answer.body) };
};

describe("NotRun", () => {
  it.each([
    ["states", JSON_1_0, "ValidationException"],
    ["events", JSON_1_1, "ValidationException"],
    ["dynamodb", JSON_1_0, "ValidationException"],
    ["sqs", JSON_1_0, "com.amazonaws.sqs#UnsupportedOperation"],
  ])("answers JSON as it came to %s", (service, contentType, type) => {
    const { headers, body } = refusal(service, contentType, "Create");
    expect(headers["content-type"]).toBe(contentType);
    expect(JSON.parse(body)).toEqual({ __type: type, message: SENTENCE });
  });

  it.each([
    ["lambda", "/2015-03-31/functions", "InvalidParameterValueException"],
    ["apigateway", "/v2/apis", "BadRequestException"],
    ["scheduler", "/schedules/a", "ValidationException"],
  ])("answers %s by its path", (service, path, type) => {
    const { headers, body } = refusal(service, "application/json", undefined, path);
    expect(headers["x-amzn-errortype"]).toBe(type);
    expect(JSON.parse(body)).toEqual({ message: SENTENCE });
  });

  it.each([
    ["sns", FORM, "/", "<Code>InvalidParameter</Code>"],
    ["cloudformation", FORM, "/", "<Code>ValidationError</Code>"],
    ["ec2", FORM, "/", "<Response><Errors><Error><Code>UnsupportedOperation</Code>"],
    ["sns", "", "/?Action=Subscribe", "<Code>InvalidParameter</Code>"],
    ["s3", "", "/bucket?notification", "<Code>InvalidArgument</Code>"],
    ["cloudfront", "text/xml", "/2020-05-31/distribution", "<Code>ValidationError</Code>"],
  ])("answers %s in XML", (service, contentType, path, code) => {
    const { body } = refusal(service, contentType, undefined, path);
    expect(body).toContain(code);
    expect(body).toContain(`<Message>${SENTENCE}</Message>`);
  });

  it("names an operation that moto has no code for", () => {
    const notRun = new NotRun(() => 0);
    const { status, body } = notRun.lacking({
      ...asked("appconfig", JSON_1_1, "ListApplications"),
      action: undefined,
    });
    expect(status).toBe(400);
    expect(JSON.parse(String(body)).message).toBe(
      "the operation ListApplications of appconfig is not run by the local cloud: moto has no code for it; use AWS",
    );
    expect(notRun.counts()).toMatchObject([
      { what: "the operation ListApplications of appconfig", count: 1 },
    ]);
  });

  it("answers CBOR", () => {
    const path = "/service/GraniteServiceVersion20100801/operation/PutMetricAlarm";
    const { headers, body } = refusal("monitoring", "application/cbor", undefined, path);
    expect(headers["smithy-protocol"]).toBe("rpc-v2-cbor");
    expect(body).toContain(SENTENCE);
  });

  it("keeps at most 200 of what was asked for", () => {
    const notRun = new NotRun(() => 0);
    for (let number = 0; number < 250; number += 1) notRun.note(`target ${number}`);
    expect(notRun.counts()).toHaveLength(200);
  });

  it("counts what was asked for, the most frequent first", () => {
    let now = 0;
    const notRun = new NotRun(() => now);
    notRun.note("a dream");
    now = 1_000;
    notRun.note("a stack");
    notRun.answerTo(asked("states", JSON_1_0, "Create"), "a stack", "use Terraform");
    expect(notRun.counts()).toEqual([
      { what: "a stack", count: 2, last: "1970-01-01T00:00:01.000Z" },
      { what: "a dream", count: 1, last: "1970-01-01T00:00:00.000Z" },
    ]);
  });
});
