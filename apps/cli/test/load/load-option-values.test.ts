import { describe, expect, test } from "vitest";
import { maxUnits } from "../../src/command-line/option-values.ts";
import {
  columnNames,
  columnTypes,
  csvDelimiter,
  csvEscape,
  duration,
  queueUrl,
  ttlOption,
} from "../../src/load/load-option-values.ts";

describe("option values of load", () => {
  test.each<[(text: string) => unknown, string, unknown]>([
    [
      columnTypes,
      "age:number, zip:string",
      { columns: { age: "number", zip: "string" }, infer: true },
    ],
    [columnTypes, "*:string", { columns: {}, infer: false }],
    [columnTypes, "a:b:boolean", { columns: { "a:b": "boolean" }, infer: true }],
    [maxUnits, "auto", "auto"],
    [maxUnits, "off", "off"],
    [maxUnits, "500", 500],
    [maxUnits, "0.5", 0.5],
    [maxUnits, "80%", "80%"],
    [duration, "90s", 90],
    [duration, "10m", 600],
    [duration, "2h", 7_200],
    [duration, "1d", 86_400],
    [ttlOption, "30d", { attribute: undefined, seconds: 2_592_000 }],
    [ttlOption, "expires_at=12h", { attribute: "expires_at", seconds: 43_200 }],
    [ttlOption, "a=b=1s", { attribute: "a=b", seconds: 1 }],
    [csvDelimiter, "tab", "\t"],
    [csvDelimiter, "\\t", "\t"],
    [csvDelimiter, "\t", "\t"],
    [csvDelimiter, "|", "|"],
    [columnNames, ",id,name", ["", "id", "name"]],
    [columnNames, 'id,"city, ""country""",a b', ["id", 'city, "country"', "a b"]],
    [csvEscape, "\\", "\\"],
    [csvEscape, "\\\\", "\\"],
    [csvEscape, "^", "^"],
    [csvEscape, "none", "none"],
    [queueUrl, "http://127.0.0.1:4566/1/orders", "http://127.0.0.1:4566/1/orders"],
  ])("%o(%j) is %o", (read, text, value) => {
    expect(read(text)).toEqual(value);
  });

  test.each<[(text: string) => unknown, string]>([
    ...["", ":number", "age", "age:", "age:date", "*:number"].map(
      (text) => [columnTypes, text] as const,
    ),
    ...["", "0", "0%", "-1", "80 %", "1e3", "max"].map((text) => [maxUnits, text] as const),
    ...["", "10", "0s", "-1h", "1.5h", "1w", "h"].map((text) => [duration, text] as const),
    ...["expires_at=", "=1"].map((text) => [ttlOption, text] as const),
    ...["", "::", '"', "\n"].map((text) => [csvDelimiter, text] as const),
    ...["", ",", " , ", 'a"b', '"a'].map((text) => [columnNames, text] as const),
    ...["", "ab", '"', "\n"].map((text) => [csvEscape, text] as const),
    ...["", "orders", "arn:aws:sqs:us-east-1:1:orders", "https://sqs"].map(
      (text) => [queueUrl, text] as const,
    ),
  ] as [(text: string) => unknown, string][])("%o refuses %j", (read, text) => {
    expect(() => read(text)).toThrow(/^Expected /);
  });
});
