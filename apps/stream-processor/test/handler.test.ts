import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { lambdaContext, type StreamRecordOptions, streamEvent } from "@spillway/testkit";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { FakeAws } from "./fake-aws.ts";

let aws: FakeAws;
let log: string[];

beforeEach(async () => {
  aws = new FakeAws();
  log = [];
  const keep = (line: unknown): boolean => log.push(String(line)) > 0;
  // Powertools writes past the console that a test could replace.
  vi.spyOn(process.stdout, "write").mockImplementation(keep);
  vi.spyOn(process.stderr, "write").mockImplementation(keep);
  vi.spyOn(console, "log").mockImplementation(keep);
  vi.stubEnv("AWS_ENDPOINT_URL", await aws.start());
  vi.stubEnv("AWS_REGION", "us-east-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKID");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  aws.stop();
});

/** The exported handler, as a new instance of the function has it. */
async function newInstance(env: Record<string, string>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  vi.resetModules();
  const { handler } = await import("../src/index.ts");
  return handler;
}

const audit = { AUDIT_BUCKET: "audit" };
const notices = {
  NOTICE_TOPIC_ARN: "arn:aws:sns:us-east-1:123456789012:changes",
  NOTICE_TABLE: "ledger",
  NOTICE_RULES: JSON.stringify([{ name: "low", pattern: { new: { n: [{ numeric: ["<", 2] }] } } }]),
};
const modifyOf = (pk: string, n: number): StreamRecordOptions => ({
  keys: { pk: { S: pk } },
  oldImage: { pk: { S: pk }, n: { N: String(n + 1) } },
  newImage: { pk: { S: pk }, n: { N: String(n) } },
});
const withLine = (part: string) => expect.arrayContaining([expect.stringContaining(part)]);
const example = fileURLToPath(new URL("../example/welcome.mjs", import.meta.url));

describe("the function", () => {
  test("audits and announces changes, and says what it did", async () => {
    const handler = await newInstance({ ...audit, ...notices });
    const event = streamEvent([modifyOf("a", 1), modifyOf("b", 5), modifyOf("a", 0)]);
    expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(aws.auditLines().map(({ event_id: id }) => id)).toEqual(
      event.Records.map(({ eventID }) => eventID),
    );
    expect(aws.notices.map(({ message = "", rule }) => [rule, JSON.parse(message).new])).toEqual([
      ["low", { pk: "a", n: 1 }],
      ["low", { pk: "a", n: 0 }],
    ]);
    expect(log).toEqual(withLine("Processing 3 changes of orders"));
    expect(log).toEqual(withLine('"ChangesProcessed":3'));
    expect(log).toEqual(withLine('"NoticesSent":[1,1]'));
  });

  test("changes nothing when a batch comes again", async () => {
    const handler = await newInstance({ ...audit, ...notices });
    const event = streamEvent([modifyOf("a", 1)]);
    await handler(event, lambdaContext());
    const objects = new Map(aws.objects);
    expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(aws.objects).toEqual(objects);
    expect(aws.notices).toHaveLength(1);
  });

  test("fails as a whole when the audit log can't be written", async () => {
    const handler = await newInstance(audit);
    aws.fault = () => 403;
    const event = streamEvent([modifyOf("a", 1), modifyOf("b", 1)]);
    await expect(handler(event, lambdaContext())).rejects.toMatchObject({ code: "BATCH_FAILED" });
    expect(log).toEqual(withLine('"message":"changes failed"'));
  });

  test("waits out what passes", async () => {
    const handler = await newInstance(audit);
    aws.fault = (_, count) => (count < 2 ? 503 : undefined);
    const answer = await handler(streamEvent([modifyOf("a", 1)]), lambdaContext());
    expect(answer).toEqual({ batchItemFailures: [] });
    expect(aws.objects.size).toBe(1);
  });

  test("gives changes to a lake and to one's own handler", async () => {
    const handler = await newInstance({ FIREHOSE_STREAM: "lake", HANDLER_MODULE: example });
    const event = streamEvent([{ newImage: { UserId: { S: "Ada" } } }, modifyOf("a", 1)]);
    await handler(event, lambdaContext());
    expect(aws.lines).toHaveLength(2);
    expect(log).toEqual(withLine("Welcome, Ada"));
  });

  test("tells one's own handler of a replay", async () => {
    const handler = await newInstance({ ...audit, HANDLER_MODULE: example });
    const event = {
      ...streamEvent([{ newImage: { UserId: { S: "Ada" } } }]),
      replay: { id: "r1" },
    };
    await handler(event, lambdaContext());
    expect(log).not.toEqual(withLine("Welcome"));
    expect(log).toEqual(withLine('"replay":{"id":"r1"}'));
  });

  test.each([
    [
      "arn:aws:s3:::failed",
      () => [...aws.objects].map(([key, body]) => [key, body.toString()] as const),
    ],
    [
      "arn:aws:sqs:eu-west-1:123456789012:failed",
      () =>
        aws.messages.map(
          ({ QueueUrl, MessageBody }) => [new URL(QueueUrl).pathname, MessageBody] as const,
        ),
    ],
  ])("sends defects to %s at once, and the stream goes on", async (arn, kept) => {
    const handler = await newInstance({
      FIREHOSE_STREAM: "lake",
      FAILURE_POLICIES: JSON.stringify([{ error: "RECORD_UNREADABLE", policy: "destination" }]),
      FAILURE_DESTINATION_ARN: arn,
    });
    const [good, bad] = streamEvent([modifyOf("a", 1), modifyOf("b", 1)]).Records;
    const odd = { ...bad, eventName: "ODD" };
    expect(await handler({ Records: [odd, good] }, lambdaContext())).toEqual({
      batchItemFailures: [],
    });
    expect(aws.lines).toHaveLength(1);
    const [[place, body] = ["", ""]] = kept();
    expect(place).toBe(
      arn.includes("s3")
        ? `/failed/defects/2026/11/30/${bad?.eventID}.json`
        : "/123456789012/failed",
    );
    expect(JSON.parse(JSON.parse(body).payload)).toEqual({ Records: [odd] });
    expect(log).toEqual(withLine("changes went to the failure destination"));
    expect(log).toEqual(withLine('"ChangesSentToDestination":1'));
  });

  test("takes an event that others wrote", async () => {
    const handler = await newInstance(audit);
    const sample = createRequire(import.meta.url).resolve(
      "@serverless/event-mocks/dist/events/aws/dynamo-stream-event-template.json",
    );
    const event = JSON.parse(readFileSync(sample, "utf8"));
    expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(aws.auditLines()).toMatchObject([{ event_id: "1", table: "images" }]);
  });

  test("takes an event of 6 MB, with items of 400 KB before and after", async () => {
    const handler = await newInstance({ ...audit, FIREHOSE_STREAM: "lake" });
    const image = (text: string) => ({ pk: { S: "a" }, blob: { S: text.repeat(390_000) } });
    const event = streamEvent(
      Array.from({ length: 7 }, () => ({ oldImage: image("x"), newImage: image("y") })),
    );
    expect(await handler(event, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(aws.auditLines()).toHaveLength(7);
    expect(aws.lines).toHaveLength(7);
  });

  test("takes no event of another kind", async () => {
    const handler = await newInstance(audit);
    await expect(handler({} as never, lambdaContext())).rejects.toMatchObject({
      code: "RECORD_UNREADABLE",
    });
  });
});
