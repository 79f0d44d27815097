import pc from "picocolors";
import { expect, test } from "vitest";
import type { QueueRedrive } from "../../src/redrive/queue/queue-redrive.ts";
import { queueRedriveText, startText } from "../../src/redrive/queue/queue-redrive-text.ts";

const QUEUES = "https://sqs.us-east-1.amazonaws.com/123456789012";
const colours = pc.createColors(false);
const redrive: QueueRedrive = {
  ...{ from: `${QUEUES}/orders-dlq`, to: `${QUEUES}/orders`, dryRun: false, complete: true },
  ...{ received: 1_205, moved: 1_200, wouldMove: 0, skipped: 4, failed: 1 },
  ...{ skippedBecause: { filter: 3, newer: 1 }, undeleted: 1, unreleased: 2, seconds: 12 },
  failures: [{ messageId: "m-9", reason: { code: "InvalidMessageContents", message: "bad" } }],
  undeletedMessages: ["m-7"],
  samples: [],
};

test("says what became of each message, in counts that add up", () => {
  expect(queueRedriveText(redrive, colours)).toBe(
    `1,200 messages moved  orders-dlq → orders  in 12 s, 100 a second
    1,205 received = 1,200 moved + 4 skipped + 1 failed
    3 do not match the filter
    1 came while this ran, new ones or moved ones that failed again, and were left
    1 could not be sent, and are where they were:
      m-9  InvalidMessageContents: bad
    1 were sent, but could not be deleted: they may be there twice
      m-7
    2 could not be put back at once; they come back by themselves within the hour`,
  );
});

test("of a dry run shows samples, without their control characters", () => {
  const text = queueRedriveText(
    {
      ...redrive,
      ...{ dryRun: true, received: 1, moved: 0, wouldMove: 1, skipped: 0, failed: 0 },
      ...{ skippedBecause: { filter: 0, newer: 0 }, undeleted: 0, unreleased: 0, failures: [] },
      samples: [
        {
          ...{ messageId: "m-1", sentAt: "2026-11-21T07:24:36.000Z", receiveCount: 1 },
          ...{ groupId: "g", attributes: ["kind"], body: '{"a":\n1}\u001b[2J' },
        },
      ],
    },
    colours,
  );
  expect(text).toBe(
    `1 message would move  orders-dlq → orders  (dry run: nothing was sent or deleted)
    1 received = 1 would move + 0 skipped + 0 failed
    m-1 · sent 2026-11-21 07:24:36 UTC · received 1 time · group g · attributes kind
      {"a": 1} [2J`,
  );
});

test("says before it begins how much there is", () => {
  expect(startText(redrive, { visible: 1_200, hidden: 3 })).toBe(
    "orders-dlq → orders: about 1,200 messages, and 3 that another reader has",
  );
});
