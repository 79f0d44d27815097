import { isSpillwayError } from "@spillway/errors";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEventPattern } from "../src/index.ts";

const matches = (pattern: unknown, event: unknown) =>
  parseEventPattern(JSON.stringify(pattern)).matches(event);
/** Whether a field with these conditions matches a value; undefined leaves the field out. */
const holds = (conditions: unknown[], value: unknown) =>
  matches({ field: conditions }, value === undefined ? { other: 1 } : { field: value });

describe("a condition", () => {
  it.each<[unknown, unknown[], unknown[]]>([
    ["a", ["a", ["b", "a"], [["a"]]], ["A", "ab", 1, null, undefined, [], { a: "a" }]],
    ["", [""], ["a", null, undefined]],
    [null, [null, [1, null]], ["null", "", 0, undefined]],
    [3, [3, 3.0], ["3", 30]],
    [true, [true], ["true", false, 1]],
    [{ exactly: "a" }, ["a"], ["ab"]],
    [{ prefix: "ab" }, ["ab", "abc", ["x", "abc"]], ["Abc", "cab", 1, undefined]],
    [{ prefix: "" }, ["", "a"], [1, undefined]],
    [{ prefix: { "equals-ignore-case": "AB" } }, ["abc", "aBc"], ["cab"]],
    [{ suffix: ".png" }, ["a.png"], ["a.PNG", ".png.b"]],
    [{ suffix: { "equals-ignore-case": ".png" } }, ["a.PNG"], ["a.pn"]],
    [{ "equals-ignore-case": "AliCe" }, ["alice", "ALICE"], ["alices", 1]],
    [{ "anything-but": "a" }, ["b", 1, null, ["a", "b"]], ["a", ["a"], undefined, []]],
    [{ "anything-but": ["a", "b"] }, ["c"], ["a", "b"]],
    [{ "anything-but": [1, 2] }, [3, "1"], [1, 2]],
    [{ "anything-but": { prefix: "ab" } }, ["b", 1], ["abc"]],
    [{ "anything-but": { prefix: ["ab", "cd"] } }, ["b"], ["abc", "cde"]],
    [{ "anything-but": { suffix: [".a", ".b"] } }, ["x.c"], ["x.a", "x.b"]],
    [{ "anything-but": { wildcard: ["*/lib/*", "*.tmp"] } }, ["a/b"], ["a/lib/b", "c.tmp"]],
    [{ "anything-but": { "equals-ignore-case": ["AB", "c"] } }, ["b"], ["ab", "C"]],
    [{ numeric: ["=", 3.018e2] }, [301.8], [301.9, "301.8"]],
    [{ numeric: [">", 0, "<=", 5] }, [0.1, 5, [-1, 3]], [0, 5.01, -1]],
    [{ numeric: [">=", 10] }, [10, 11], [9.99]],
    [{ numeric: ["<", 10] }, [9, -1e9], [10, "9"]],
    [{ cidr: "10.0.0.0/24" }, ["10.0.0.0", "10.0.0.255"], ["10.0.1.0", "10.0.0", "::1"]],
    [{ cidr: "2001:db8::/32" }, ["2001:db8:1::1"], ["2001:db9::1", "10.0.0.1"]],
    [{ wildcard: "dir/*.png" }, ["dir/a.png", "dir/x/y.png", "dir/.png"], ["dir/a.pngs", "a.png"]],
    [{ wildcard: "a*b*c" }, ["abc", "axbxbxc"], ["ac", "acb", "abx"]],
    [{ wildcard: "*" }, ["", "anything"], [1]],
    [{ wildcard: "a\\*b" }, ["a*b"], ["axb"]],
    [{ exists: true }, ["a", null, 0, ["a"]], [undefined, {}, { deeper: 1 }, []]],
    [{ exists: false }, [undefined, { deeper: 1 }, []], ["a", null]],
  ])("%j", (condition, matching, others) => {
    expect(matching.filter((value) => !holds([condition], value))).toEqual([]);
    expect(others.filter((value) => holds([condition], value))).toEqual([]);
  });

  it("is one of several: any of them will do", () => {
    const conditions = ["red", { prefix: "b" }, { exists: false }];
    expect(["red", "blue", undefined].every((value) => holds(conditions, value))).toBe(true);
    expect(holds(conditions, "green")).toBe(false);
  });
});

describe("an event pattern", () => {
  it("asks for every field that it has, and leaves others alone", () => {
    const pattern = {
      source: ["shop"],
      detail: { state: ["paid"], total: [{ numeric: [">", 1] }] },
    };
    expect(matches(pattern, { source: "shop", detail: { state: "paid", total: 2, x: 1 } })).toBe(
      true,
    );
    expect(matches(pattern, { source: "shop", detail: { state: "paid", total: 1 } })).toBe(false);
    expect(matches(pattern, { detail: { state: "paid", total: 2 } })).toBe(false);
  });

  it("wants conditions on one object met by one element of an array", () => {
    const pattern = { lines: { kind: ["book"], count: [2] } };
    expect(
      matches(pattern, {
        lines: [
          { kind: "pen", count: 1 },
          { kind: "book", count: 2 },
        ],
      }),
    ).toBe(true);
    expect(
      matches(pattern, {
        lines: [
          { kind: "book", count: 1 },
          { kind: "pen", count: 2 },
        ],
      }),
    ).toBe(false);
  });

  it("takes a field for absent only where no element has it", () => {
    const pattern = { lines: { gift: [{ exists: false }] } };
    expect(matches(pattern, { lines: [{ kind: "pen" }] })).toBe(true);
    expect(matches(pattern, {})).toBe(true);
    expect(matches(pattern, { lines: [{ kind: "pen" }, { gift: true }] })).toBe(false);
  });

  it("matches one alternative of $or, beside what else it asks for", () => {
    const pattern = {
      source: ["shop"],
      detail: { $or: [{ a: [1] }, { b: [2], c: [3] }, { $or: [{ d: [4] }, { d: [5] }] }] },
    };
    const event = (detail: object, source = "shop") => ({ source, detail });
    expect(matches(pattern, event({ a: 1 }))).toBe(true);
    expect(matches(pattern, event({ b: 2, c: 3 }))).toBe(true);
    expect(matches(pattern, event({ d: 5 }))).toBe(true);
    expect(matches(pattern, event({ b: 2 }))).toBe(false);
    expect(matches(pattern, event({ a: 1 }, "other"))).toBe(false);
  });

  it("matches no event that is not an object", () => {
    for (const event of [null, "text", [{ a: 1 }], undefined]) {
      expect(matches({ a: [1] }, event)).toBe(false);
    }
  });

  it.each([
    ["{", "Invalid JSON"],
    ["[]", "Filter is not an object"],
    ["{}", "Empty objects are not allowed"],
    ['{"a":{}}', "Empty objects are not allowed"],
    ['{"a":"b"}', '"a" must be an object or an array'],
    ['{"a":[]}', "Empty arrays are not allowed"],
    ['{"a":[["b"]]}', "Match value must be String, number, true, false, or null"],
    ['{"a":[{}]}', "Match expression name not found"],
    ['{"a":[{"matches":"b"}]}', "Unrecognized match type matches"],
    ['{"a":[{"prefix":"b","suffix":"c"}]}', "Only one key allowed in match expression"],
    ['{"a":[{"prefix":1}]}', "prefix match pattern must be a string"],
    ['{"a":[{"prefix":{"wildcard":"*"}}]}', "Unsupported prefix match pattern: wildcard"],
    ['{"a":[{"exists":"yes"}]}', "exists match pattern must be either true or false."],
    ['{"a":[{"numeric":5}]}', "Value of numeric must be an array."],
    ['{"a":[{"numeric":[]}]}', "Invalid member in numeric match: undefined"],
    ['{"a":[{"numeric":["!",5]}]}', "Unrecognized numeric range operator: !"],
    ['{"a":[{"numeric":[">","5"]}]}', "Value of > must be numeric"],
    ['{"a":[{"numeric":["<",5,">",1]}]}', "Too many elements in numeric expression"],
    ['{"a":[{"numeric":[">",5,"=",1]}]}', "Bad numeric range operator: ="],
    ['{"a":[{"numeric":[">",5,"<",1]}]}', "Bottom must be less than top"],
    ['{"a":[{"numeric":[">",1,"<",2,"<",3]}]}', "Too many terms in numeric range expression"],
    ['{"a":[{"numeric":["<",6e9]}]}', "Value must be between -5.0E9 and 5.0E9, inclusive"],
    [
      '{"a":[{"anything-but":true}]}',
      "Value of anything-but must be an array or single string/number value.",
    ],
    [
      '{"a":[{"anything-but":[null]}]}',
      "Inside anything but list, start|null|boolean is not supported.",
    ],
    [
      '{"a":[{"anything-but":["a",1]}]}',
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    ],
    ['{"a":[{"anything-but":{"cidr":"a"}}]}', "Unsupported anything-but pattern: cidr"],
    ['{"a":[{"anything-but":{"prefix":""}}]}', "Null prefix not allowed"],
    ['{"a":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
    ['{"a":[{"cidr":"10.0.0.0/32"}]}', "IPv4 mask bits must be < 32"],
    ['{"a":[{"cidr":"somewhere/3"}]}', "Nonstandard IP address: somewhere"],
    ['{"a":[{"wildcard":"a**b"}]}', "Consecutive wildcard characters at pos 3"],
    ['{"a":[{"wildcard":"a\\\\b"}]}', "Invalid escape character at pos 2"],
    ['{"$or":{"a":[1]}}', "It must be an Array followed with $or."],
    ['{"$or":[{"a":[1]}]}', "There must have at least 2 Objects in $or relationship."],
    ['{"$or":[{"a":[1]},2]}', "Only JSON object is allowed in array of $or relationship."],
    [
      '{"$or":[{"prefix":["a"]},{"a":[1]}]}',
      "prefix is Ruler reserved fieldName which cannot be used inside $or.",
    ],
  ])("refuses %s", (text, reason) => {
    const refused = () => parseEventPattern(text);
    expect(refused).toThrow(`Event pattern is not valid. Reason: ${reason}`);
    expect(refused).toThrow(expect.toSatisfy(isSpillwayError));
  });
});

describe("with any event", () => {
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
  const name = fc.stringMatching(/^[a-z]{1,4}$/);
  const { event } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      scalar,
      fc.array(tie("value"), { maxLength: 3 }),
      tie("event"),
    ),
    event: fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  }));

  it("a pattern of its own leaves matches it", () => {
    const leaves = fc.dictionary(name, fc.array(scalar, { minLength: 1 }), { minKeys: 1 });
    fc.assert(fc.property(leaves, (own) => matches(own, own)));
  });

  it("present or absent, a field is one of both", () => {
    fc.assert(
      fc.property(event, name, (one, field) => {
        const present = matches({ [field]: [{ exists: true }] }, one);
        expect(matches({ [field]: [{ exists: false }] }, one)).toBe(!present);
      }),
    );
  });

  it("a list of alternatives matches where one of them does, and $or likewise", () => {
    fc.assert(
      fc.property(event, name, scalar, scalar, (one, field, first, second) => {
        const each = [first, second].map((value) => matches({ [field]: [value] }, one));
        expect(matches({ [field]: [first, second] }, one)).toBe(each.includes(true));
        const $or = [first, second].map((value) => ({ [field]: [value] }));
        expect(matches({ $or }, one)).toBe(each.includes(true));
      }),
    );
  });

  it("a wildcard reads as a regular expression would", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b") });
    const pieces = fc.array(text, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(pieces, text, (parts, value) => {
        const pattern = parts.join("*").replaceAll(/\*+/g, "*");
        const regular = new RegExp(`^${pattern.replaceAll("*", ".*")}$`);
        expect(holds([{ wildcard: pattern }], value)).toBe(regular.test(value));
      }),
    );
  });
});
