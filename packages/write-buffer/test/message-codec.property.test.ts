import { attributeMaps } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeMessage, encodeMessage } from "../src/index.ts";

const OPS = ["put", "delete"] as const;
const reasons = fc.option(
  fc.record(
    { code: fc.string(), message: fc.string({ unit: "binary" }) },
    { noNullPrototype: true },
  ),
  { nil: undefined },
);

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
function isSendable(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  return (
    [0x9, 0xa, 0xd].includes(point) ||
    (point >= 0x20 && point <= 0xd7ff) ||
    (point >= 0xe000 && point <= 0xfffd) ||
    point >= 0x10000
  );
}

test("what was encoded is what is decoded", () => {
  fc.assert(
    fc.property(fc.constantFrom(...OPS), attributeMaps(), reasons, (op, attributes, reason) => {
      const body = encodeMessage({ op, json: JSON.stringify(attributes) }, reason);
      const write = { op, attributes };
      expect(decodeMessage(body)).toEqual(reason === undefined ? write : { ...write, reason });
    }),
  );
});

test("any text survives, and SQS accepts every character of the body", () => {
  const units = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\uFFFE", "\uFFFF", "\\", "\0"),
  );
  fc.assert(
    fc.property(
      fc.array(units).map((parts) => parts.join("")),
      (text) => {
        const body = encodeMessage({ json: JSON.stringify({ pk: { S: text } }) });
        expect([...body].filter((character) => !isSendable(character))).toEqual([]);
        expect(decodeMessage(body).attributes).toEqual({ pk: { S: text } });
      },
    ),
  );
});

test("any other body is refused as malformed, never as anything else", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      expect(() => decodeMessage(body)).toThrow(
        expect.objectContaining({ code: "MESSAGE_MALFORMED" }),
      );
    }),
  );
});
