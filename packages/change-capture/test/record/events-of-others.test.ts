import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { auditLine, parseAuditLine, readBatch } from "../../src/index.ts";

const require = createRequire(import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(require.resolve(file), "utf8"));

/** Amazon's sample events, as packages of sample events have them. */
const SAMPLES = [
  [
    "the template of the Serverless Framework",
    "@serverless/event-mocks/dist/events/aws/dynamo-stream-event-template.json",
    ["images"],
  ],
  [
    "the one that Lambda's console offers",
    "lambda-sample-events/events/aws/dynamodb-update.json",
    ["ExampleTableWithStream"],
  ],
  [
    "the one of an older developer guide, its ARNs unfinished",
    "lambda-sample-events/events/aws/dynamodb-update-json.json",
    ["ExampleTableWithStream"],
  ],
] as const;

test.each(SAMPLES)("%s is read as it is", (_, file, [table]) => {
  const event = read(file);
  const { changes, unreadable } = readBatch(event.Records);
  expect(unreadable).toEqual([]);
  expect(changes).toHaveLength(event.Records.length);
  for (const [place, { eventName, dynamodb }] of event.Records.entries()) {
    expect(changes[place]).toMatchObject({
      ...{ type: eventName.toLowerCase(), by: "caller", table, keys: dynamodb.Keys },
      ...{ sequenceNumber: dynamodb.SequenceNumber, sizeBytes: dynamodb.SizeBytes },
    });
    expect(changes[place]?.oldImage).toEqual(dynamodb.OldImage);
    expect(changes[place]?.newImage).toEqual(dynamodb.NewImage);
  }
  for (const change of changes) expect(parseAuditLine(auditLine(change))).toEqual(change);
});
