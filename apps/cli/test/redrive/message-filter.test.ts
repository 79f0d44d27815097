import { expect, test } from "vitest";
import { messageFilter } from "../../src/redrive/queue/message-filter.ts";
import { letter } from "./fake-dead-letters.ts";

const message = {
  ...letter("m1", {
    body: '{"type":"refund","total":12}',
    system: { SentTimestamp: "1763000000000", ApproximateReceiveCount: "4" },
    attributes: {
      kind: { dataType: "String", text: "big" },
      price: { dataType: "Number.decimal", text: "7.5" },
      hash: { dataType: "Binary", bytes: new Uint8Array([1, 2, 3]) },
    },
  }),
  receipt: "r",
};

test.each([
  ['{"body":{"type":["refund"]}}', true],
  ['{"body":{"total":[{"numeric":[">",12]}]}}', false],
  ['{"attributes":{"ApproximateReceiveCount":[{"numeric":["<",9]}]}}', true],
  ['{"attributes":{"SentTimestamp":[1763000000000]}}', true],
  ['{"messageAttributes":{"kind":[{"prefix":"b"}],"price":[7.5],"hash":["AQID"]}}', true],
  ['{"messageAttributes":{"other":[{"exists":true}]}}', false],
])("%s: %s", (pattern, matches) => {
  expect(messageFilter(pattern)(message)).toBe(matches);
});

test("a body that is no JSON is a text", () => {
  const filter = messageFilter('{"body":[{"prefix":"plain"}]}');
  expect(filter({ ...message, body: "plain text" })).toBe(true);
});

test("a pattern that says nothing is refused", () => {
  expect(() => messageFilter("[]")).toThrow(/not valid/);
});
