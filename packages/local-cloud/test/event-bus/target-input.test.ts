import { describe, expect, it } from "vitest";
import { busEvent } from "../../src/event-bus/bus-event.ts";
import { atPath } from "../../src/event-bus/json-path.ts";
import { targetInput } from "../../src/event-bus/target-input.ts";

const event = busEvent({
  id: "e",
  source: "shop",
  detailType: "Order",
  detail: { id: "o-1", total: 12, items: [{ name: 'a "b"' }], note: null },
  atMs: 0,
  region: "eu-west-1",
});
const rule = { name: "big", arn: "arn:rule" };
const input = (of: Parameters<typeof targetInput>[0]) => targetInput(of, event, rule, 1_000);

describe("targetInput", () => {
  it("is the event, unless the target says otherwise", () => {
    expect(JSON.parse(input({}))).toEqual(event);
    expect(input({ Input: '{"fixed":true}' })).toBe('{"fixed":true}');
    expect(input({ InputPath: "$.detail.items[0]" })).toBe('{"name":"a \\"b\\""}');
    expect(input({ InputPath: "$.detail.id" })).toBe('"o-1"');
    expect(input({ InputPath: "$.nothing" })).toBe("{}");
  });

  it.each([
    ['{"id": <id>, "total": <total>}', '{"id": "o-1", "total": 12}'],
    ['"order <id> of <total>"', '"order o-1 of 12"'],
    ['{"text": "first: <first>"}', '{"text": "first: {\\"name\\":\\"a \\\\\\"b\\\\\\"\\"}"}'],
    ['{"name": <name>}', '{"name": "a \\"b\\""}'],
    ['{"name": "<name>"}', '{"name": "a \\"b\\""}'],
    ['{"gone": "<gone>"}', '{"gone": ""}'],
    ['{"rule": <aws.events.rule-name>}', '{"rule": "big"}'],
    ['{"at": <aws.events.event.ingestion-time>}', '{"at": "1970-01-01T00:00:01.000Z"}'],
    ["<unknown> stays", "<unknown> stays"],
  ])("fills %s", (InputTemplate, expected) => {
    const InputPathsMap = {
      id: "$.detail.id",
      total: "$.detail.total",
      first: "$.detail.items[0]",
      name: "$.detail.items[0].name",
      gone: "$.detail.gone",
    };
    expect(input({ InputTransformer: { InputPathsMap, InputTemplate } })).toBe(expected);
  });

  it("gives the whole event to a template", () => {
    const InputTemplate = '{"event": <aws.events.event>}';
    expect(JSON.parse(input({ InputTransformer: { InputTemplate } }))).toEqual({ event });
  });
});

describe("atPath", () => {
  it.each([
    ["$", { a: { "b c": [1, 2] } }],
    ["$.a['b c'][1]", 2],
    ['$.a["b c"]', [1, 2]],
    ["$.a.x.y", undefined],
    ["a", undefined],
    ["$..a", undefined],
  ])("%s", (path, expected) => expect(atPath({ a: { "b c": [1, 2] } }, path)).toEqual(expected));
});
