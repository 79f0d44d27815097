import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { auditLine, parseAuditLine, readBatch } from "../../src/index.ts";

const require = createRequire(import.meta.url);

/** Amazon's sample event, as the Serverless Framework's package of sample events has it. */
const SAMPLE = "@serverless/event-mocks/dist/events/aws/dynamo-stream-event-template.json";

test("a sample event that others wrote is read as it is", () => {
  const event = JSON.parse(readFileSync(require.resolve(SAMPLE), "utf8"));
  const { changes, unreadable } = readBatch(event.Records);
  expect(unreadable).toEqual([]);
  expect(changes).toEqual([
    expect.objectContaining({
      type: "insert",
      table: "images",
      keys: { Id: { N: "101" } },
      newImage: { Message: { S: "New item!" }, Id: { N: "101" } },
      sequenceNumber: "111",
    }),
  ]);
  for (const change of changes) expect(parseAuditLine(auditLine(change))).toEqual(change);
});
