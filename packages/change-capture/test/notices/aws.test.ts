import { describe, expect, test } from "vitest";
import { dynamodbLedger, readNoticeRules, snsTopic } from "../../src/index.ts";
import { noticeOf } from "../../src/notices/notice.ts";
import { change } from "../fixtures/changes.ts";
import { fakeSender } from "../fixtures/senders.ts";
import { retryAtOnce } from "../fixtures/sink-context.ts";

const [rule] = readNoticeRules(
  '[{"name":"any","pattern":{"type":["modify"]},"subject":"A & B"}]',
).rules;
if (rule === undefined) throw new Error("expected a rule");
const notices = ["e0", "e1", "e2"].map((eventId) => noticeOf(change({ eventId }), rule));

describe("a topic of SNS", () => {
  const answer = (failed: string, ...taken: number[]) =>
    `<PublishBatchResponse><PublishBatchResult><Failed>${failed}</Failed><Successful>${taken
      .map((id) => `<member><MessageId>m</MessageId><Id>${id}</Id></member>`)
      .join("")}</Successful></PublishBatchResult></PublishBatchResponse>`;

  test("gets its notices with their attributes", async () => {
    const sns = fakeSender(() => answer("", 0, 1, 2));
    expect(await snsTopic(sns, "arn:aws:sns:x").publish(notices)).toEqual(new Map());
    const form = new URLSearchParams(String(sns.seen[0]?.body));
    expect(form.get("Action")).toBe("PublishBatch");
    expect(form.get("TopicArn")).toBe("arn:aws:sns:x");
    const entry = "PublishBatchRequestEntries.member.2.";
    expect(form.get(`${entry}Id`)).toBe("1");
    expect(form.get(`${entry}Message`)).toBe(notices[1]?.body);
    expect(form.get(`${entry}Subject`)).toBe("A & B");
    expect(form.get(`${entry}MessageAttributes.entry.5.Name`)).toBe("event_id");
    expect(form.get(`${entry}MessageAttributes.entry.5.Value.DataType`)).toBe("String");
    expect(form.get(`${entry}MessageAttributes.entry.5.Value.StringValue`)).toBe("e1");
  });

  test("says what it refused, and whose fault it was", async () => {
    const member = (id: number, fault: boolean) =>
      `<member><Id>${id}</Id><Code>Code${id}</Code><Message>why</Message><SenderFault>${fault}</SenderFault></member>`;
    const sns = fakeSender(() => answer(member(0, true) + member(2, false), 1));
    const failed = await snsTopic(sns, "arn").publish(notices);
    expect([...failed].map(([{ id }, error]) => [id, error])).toMatchObject([
      ["e0#any", { name: "Code0", message: "why", $metadata: { httpStatusCode: 400 } }],
      ["e2#any", { name: "Code2", $metadata: { httpStatusCode: 500 } }],
    ]);
  });

  test("that does not name a notice is taken to have refused it for now", async () => {
    const sns = fakeSender(() => "<PublishBatchResponse/>");
    const failed = await snsTopic(sns, "arn").publish(notices);
    expect([...failed.values()]).toMatchObject(Array(3).fill({ name: "NotAnswered" }));
  });
});

describe("a ledger in DynamoDB", () => {
  const ledgerWith = (...answers: object[]) => {
    const dynamodb = fakeSender((_, index) => JSON.stringify(answers[index] ?? {}));
    const ledger = dynamodbLedger({ dynamodb, tableName: "ledger", now: () => 1_000_500 });
    const requests = () =>
      dynamodb.seen.map(({ body }) => JSON.parse(String(body)).RequestItems.ledger);
    return { ledger, requests };
  };
  const ids = (count: number) => Array.from({ length: count }, (_, place) => `id${place}`);

  test("is asked for 100 ids at once, and again for what it left unprocessed", async () => {
    const { ledger, requests } = ledgerWith(
      {
        Responses: { ledger: [{ id: { S: "id0" } }] },
        UnprocessedKeys: { ledger: { Keys: [{ id: { S: "id1" } }] } },
      },
      { Responses: { ledger: [{ id: { S: "id100" } }] } },
      { Responses: { ledger: [{ id: { S: "id1" } }] } },
    );
    const sent = await ledger.sent(ids(101), retryAtOnce);
    expect([...sent].toSorted()).toEqual(["id0", "id1", "id100"]);
    expect(requests().map(({ Keys }) => Keys.length)).toEqual([100, 1, 1]);
    expect(requests()[0]).toMatchObject({ ConsistentRead: true });
  });

  test("remembers 25 at once for 120 days, and again what was left unprocessed", async () => {
    const put = { PutRequest: { Item: { id: { S: "id3" }, expires_at: { N: "10369000" } } } };
    const { ledger, requests } = ledgerWith({ UnprocessedItems: { ledger: [put] } });
    await ledger.remember(ids(26), retryAtOnce);
    expect(requests().map((puts) => puts.length)).toEqual([25, 1, 1]);
    expect(requests()[2]).toEqual([put]);
    expect(requests()[0][3]).toEqual(put);
  });

  test("that never comes to process all is an error of throttling", async () => {
    const left = { UnprocessedItems: { ledger: [{}] } };
    const { ledger } = ledgerWith(...Array.from({ length: 9 }, () => left));
    await expect(ledger.remember(["a"], retryAtOnce)).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    });
  });
});
