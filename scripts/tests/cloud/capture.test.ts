import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runSeed, SEED_COMMANDS } from "../seed-commands.ts";
import { sharedCloud } from "./shared-cloud.ts";

const { aws, endpoint, outputs } = sharedCloud();
const capture = outputs.capture.value;
const QUEUE = "capture-seen-by-a-test";

const names = {
  TABLE_NAME: capture.table_name,
  LOG_GROUP_NAME: capture.log_group_name,
  AUDIT_BUCKET: capture.audit_bucket,
  DEAD_LETTER_QUEUE_URL: capture.dead_letter_queue_url,
  NOTICE_TOPIC_ARN: capture.notice_topic_arn,
  FUNCTION_NAME: capture.function_name,
};
const seed = (commands: string, more: Readonly<Record<string, string>> = {}) =>
  runSeed(endpoint, commands, { ...names, ...more });

let queueUrl: string;
let subscription: string;
/** Lines about the item that were there before: the demo has one of the same key. */
let before: number;

beforeAll(async () => {
  const queueArn = `arn:aws:sqs:us-east-1:123456789012:${QUEUE}`;
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": capture.notice_topic_arn } },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const queue = await aws<{ QueueUrl: string }>([
    ...["sqs", "create-queue", "--queue-name", QUEUE],
    ...["--attributes", JSON.stringify({ Policy })],
  ]);
  queueUrl = queue.QueueUrl;
  const made = await aws<{ SubscriptionArn: string }>([
    ...["sns", "subscribe", "--topic-arn", capture.notice_topic_arn],
    ...["--protocol", "sqs", "--notification-endpoint", queueArn],
    ...["--attributes", JSON.stringify({ RawMessageDelivery: "true" })],
  ]);
  subscription = made.SubscriptionArn;
  before = (await auditLines()).length;
});

afterAll(async () => {
  await aws(["sns", "unsubscribe", "--subscription-arn", subscription]);
  await aws(["sqs", "delete-queue", "--queue-url", queueUrl]);
  const key = { UserId: { S: "test-user-001" }, ActivityId: { S: "login-001" } };
  await aws([
    ...["dynamodb", "delete-item", "--table-name", capture.table_name],
    ...["--key", JSON.stringify(key)],
  ]);
});

interface Line {
  readonly type: string;
  readonly by: string;
  readonly keys: { readonly UserId: { readonly S: string } };
  readonly changed: readonly string[];
}

/** Lines of the audit log about the seed's item, in order. */
async function auditLines(): Promise<readonly Line[]> {
  const keys = (await seed(SEED_COMMANDS.auditKeys)).match(/audit-logs\/\S+/g) ?? [];
  const texts = await Promise.all(keys.map((KEY) => seed(SEED_COMMANDS.auditRecord, { KEY })));
  return texts
    .flatMap((text) => text.trimEnd().split("\n"))
    .map((text) => JSON.parse(text) as Line & { readonly sequence_number: string })
    .filter(({ keys: { UserId } }) => UserId.S === "test-user-001")
    .sort((a, b) => (BigInt(a.sequence_number) < BigInt(b.sequence_number) ? -1 : 1));
}

interface Message {
  readonly Body: string;
  readonly ReceiptHandle: string;
}

/** The notices that are waiting; each is taken once. */
async function notices(): Promise<readonly { readonly type: string; readonly table: string }[]> {
  const { Messages = [] } = await aws<{ Messages?: readonly Message[] }>([
    ...["sqs", "receive-message", "--queue-url", queueUrl, "--max-number-of-messages", "10"],
  ]);
  for (const { ReceiptHandle } of Messages) {
    await aws([
      ...["sqs", "delete-message", "--queue-url", queueUrl],
      ...["--receipt-handle", ReceiptHandle],
    ]);
  }
  return Messages.map(({ Body }) => JSON.parse(Body) as { type: string; table: string });
}

const POLL = { timeout: 180_000, interval: 1_000 };

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.Lambda.html
describe("the seed's “Testing the Deployment”, word for word", () => {
  it("takes the put and the update", async () => {
    await seed(SEED_COMMANDS.change);
  });

  it("shows in the log that they were processed", async () => {
    await expect
      .poll(async () => {
        const { events } = JSON.parse(await seed(SEED_COMMANDS.log)) as {
          readonly events: readonly { readonly message: string }[];
        };
        return events.map(({ message }) => message).join("\n");
      }, POLL)
      .toMatch(new RegExp(`Processing \\d+ changes of ${capture.table_name}`));
  });

  it("has both in the audit log", async () => {
    await expect.poll(async () => (await auditLines()).length, POLL).toBe(before + 2);
    expect((await auditLines()).slice(before)).toMatchObject([
      { type: "insert", by: "caller", table: capture.table_name, region: "us-east-1" },
      {
        ...{ type: "modify", by: "caller", changed: ["ActivityType"] },
        ...{ old: { ActivityType: { S: "LOGIN" } }, new: { ActivityType: { S: "LOGOUT" } } },
      },
    ]);
  });

  it("has announced both, once each, to a queue at the topic", async () => {
    const came: unknown[] = [];
    await expect
      .poll(async () => {
        came.push(...(await notices()));
        return came.length;
      }, POLL)
      .toBeGreaterThanOrEqual(2);
    expect(await notices()).toEqual([]);
    expect(came).toMatchObject([
      { type: "insert", table: capture.table_name },
      { type: "modify", table: capture.table_name },
    ]);
    expect(await seed(SEED_COMMANDS.subscriptions)).toContain(QUEUE);
  });

  it("has no failure in the dead-letter queue", async () => {
    const said = await seed(SEED_COMMANDS.deadLetters);
    const { Messages = [] } = JSON.parse(said === "" ? "{}" : said) as {
      readonly Messages?: readonly Message[];
    };
    // S3 itself says once that it may send there.
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    const failures = Messages.map(({ Body }) => JSON.parse(Body) as { readonly Event?: string });
    expect(failures.filter(({ Event }) => Event !== "s3:TestEvent")).toEqual([]);
  });

  it("shows the function's invocations, its mapping and the table's stream", async () => {
    await expect
      .poll(async () => {
        const { Datapoints } = JSON.parse(await seed(SEED_COMMANDS.invocations)) as {
          readonly Datapoints: readonly { readonly Sum: number }[];
        };
        return Datapoints.reduce((sum, { Sum }) => sum + Sum, 0);
      }, POLL)
      .toBeGreaterThan(0);
    expect(JSON.parse(await seed(SEED_COMMANDS.mappings))).toMatchObject({
      EventSourceMappings: [{ State: "Enabled", EventSourceArn: capture.stream_arn }],
    });
    expect(JSON.parse(await seed(SEED_COMMANDS.stream))).toEqual({
      StreamEnabled: true,
      StreamViewType: "NEW_AND_OLD_IMAGES",
    });
  });
});
