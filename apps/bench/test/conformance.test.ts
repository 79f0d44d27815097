import { describe, expect, it } from "vitest";
import { withOneWrong } from "../src/conformance/cases/wrong-values.ts";
import { comparable, comparableText } from "../src/conformance/compare/comparable.ts";
import { faultsOf } from "../src/conformance/conformance-report.ts";
import { parseAnswer } from "../src/conformance/exchange/raw-answer.ts";
import { sendingOf, shortForm } from "../src/conformance/exchange/request-form.ts";

const parsed = (text: string, bodyless = false, ended = false) =>
  parseAnswer(Buffer.from(text.replaceAll("\n", "\r\n")), bodyless, ended);
const textOf = (text: string) => {
  const answer = parsed(text, false, true)?.answer;
  return answer && comparableText(comparable(answer));
};

describe("an answer over the wire", () => {
  it.each([
    ["with its length", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}rest", "{}", "rest"],
    [
      "in chunks",
      "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\n{\n1\n}\n0\n\nrest",
      "{}",
      "rest",
    ],
    ["with no content", "HTTP/1.1 204 No Content\n\nrest", "", "rest"],
    ["interim", "HTTP/1.1 100 Continue\n\nHTTP/1.1", "", "HTTP/1.1"],
  ])("is read %s", (_, text, body, rest) => {
    const read = parsed(text);
    expect([read?.answer.body.toString(), read?.rest.toString()]).toEqual([body, rest]);
  });

  it.each([
    ["its head", "HTTP/1.1 200 OK\nContent-Length: 2\n"],
    ["its body", "HTTP/1.1 200 OK\nContent-Length: 2\n\n{"],
    ["a chunk", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\n{"],
    ["its last chunk", "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1\n{\n"],
  ])("is waited for without %s", (_, text) => {
    expect(parsed(text)).toBeUndefined();
  });

  it("without a length is whole when the connection ends", () => {
    const text = "HTTP/1.1 200 OK\n\n{}";
    expect(parsed(text)).toBeUndefined();
    expect(parsed(text, false, true)?.answer.body.toString()).toBe("{}");
  });
});

describe("two answers", () => {
  it.each([
    ["names in another case and order", "A: 1\nB: 2", "b: 2\na: 1"],
    ["times", "Date: Sat, 28 Nov 2026 10:00:00 GMT", "Date: Sun, 29 Nov 2026 10:00:00 GMT"],
    ["what belongs to the connection", "Connection: close", "Keep-Alive: timeout=5"],
  ])("are alike with %s", (_, one, other) => {
    expect(textOf(`HTTP/1.1 200 OK\n${one}\n\n{}`)).toBe(textOf(`HTTP/1.1 200 OK\n${other}\n\n{}`));
  });

  it.each([
    ["statuses", "HTTP/1.1 200 OK\n\n{}", "HTTP/1.1 200 Fine\n\n{}"],
    ["headers", "HTTP/1.1 200 OK\nServer: a\n\n{}", "HTTP/1.1 200 OK\n\n{}"],
    ["bodies", 'HTTP/1.1 200 OK\n\n{"N":"1"}', 'HTTP/1.1 200 OK\n\n{"N":"1.0"}'],
    [
      "a wrong checksum",
      "HTTP/1.1 200 OK\nx-amz-crc32: 7\n\n{}",
      "HTTP/1.1 200 OK\nx-amz-crc32: 2745614147\n\n{}",
    ],
  ])("differ by %s", (_, one, other) => {
    expect(textOf(one)).not.toBe(textOf(other));
  });

  it("are alike when their bodies are the same JSON value", () => {
    const one = 'HTTP/1.1 200 OK\n\n{"a":1.0,"CreationDateTime":1795878501.972}';
    const other = 'HTTP/1.1 200 OK\n\n{"CreationDateTime":1795878509.1, "a":1}';
    expect(textOf(one)).toBe(textOf(other));
  });
});

describe("one thing wrong", () => {
  it("is each wrong value at each place, and nothing else", () => {
    const wrong = withOneWrong({ A: { b: [true] } }).map((one) => JSON.stringify(one));
    expect(wrong).toEqual(
      expect.arrayContaining(['{"A":{"b":[true]},"Unknown":"x"}', "{}", '{"A":null}', '{"A":{}}']),
    );
    expect(wrong).toEqual(
      expect.arrayContaining(['{"A":{"b":[]}}', '{"A":{"b":["yes"]}}', '{"A":{"b":[true,true]}}']),
    );
    expect(wrong).not.toContain('{"A":{"b":[true]}}');
  });
});

describe("a request", () => {
  it("is the bytes that its form says", () => {
    const { bytes } = sendingOf({
      operation: "GetItem",
      content: { a: 1 },
      headers: { Host: undefined },
    });
    expect(bytes.toString()).toMatch(
      /^POST \/ HTTP\/1\.1\r\nContent-Type: [\s\S]+\r\n\r\n\{"a":1\}$/,
    );
    expect(bytes.toString()).toContain("X-Amz-Target: DynamoDB_20120810.GetItem\r\n");
    expect(bytes.toString()).not.toContain("Host");
  });

  it("comes in chunks where its form says so", () => {
    const { bytes } = sendingOf({ body: "abc", chunkBytes: 2 });
    expect(bytes.toString().split("\r\n\r\n").slice(1).join("|")).toBe("2\r\nab\r\n1\r\nc\r\n0|");
  });

  it("is said in one line", () => {
    expect(shortForm({ operation: "GetItem", content: { a: 1 } })).toBe('GetItem {"a":1}');
    expect(shortForm({ wire: "GET /\r\n" })).toBe("GET /\\r\\n");
    expect(shortForm({ body: "x".repeat(1_000) }).length).toBeLessThan(700);
  });
});

describe("a run", () => {
  const documented = { name: "known", reason: "because", fits: () => true };
  const other = { chapter: "c", title: "", request: "r", engine: "e", proxy: "p" };
  const good = { requests: 10, alike: 10, documented: new Map(), others: [], chapters: [] };

  it("fails for another difference, for a documented one that is gone, and for too few requests", () => {
    expect(faultsOf(good, 10)).toEqual([]);
    expect(faultsOf({ ...good, documented: new Map([[documented, 2]]) }, 10)).toEqual([]);
    expect(faultsOf({ ...good, others: [other] }, 10)).toEqual(["c: r"]);
    expect(faultsOf({ ...good, documented: new Map([[documented, 0]]) }, 10)).toHaveLength(1);
    expect(faultsOf(good, 11)).toEqual(["expected at least 11 requests; came 10"]);
  });
});
