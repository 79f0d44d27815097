import { Command, CommanderError } from "commander";
import { expect, test } from "vitest";
import {
  type ScanOptions,
  scanQueryOf,
  withScanOptions,
} from "../../src/table-scan/scan-options.ts";

function optionsOf(...args: string[]): ScanOptions {
  const command = withScanOptions(
    new Command().exitOverride().configureOutput({ writeErr: () => {} }),
  );
  return command.parse(args, { from: "user" }).opts<ScanOptions>();
}

test("what is read goes to DynamoDB in its own words", () => {
  const options = optionsOf(
    ...["--index", "byDay", "--filter", "#a > :min", "--projection", "id, #a", "--consistent"],
    ...["--names", '{"#a":"age"}', "--values", '{":min":{"N":"18"}}', "--segments", "4"],
  );
  expect(options).toMatchObject({ segments: 4, maxRcu: "auto" });
  expect(scanQueryOf("Users", options)).toEqual({
    table: "Users",
    index: "byDay",
    filter: "#a > :min",
    projection: "id, #a",
    names: { "#a": "age" },
    values: { ":min": { N: "18" } },
    consistent: true,
  });
});

test.each([
  ["--names", "#a=age"],
  ["--names", '["#a"]'],
  ["--names", '{"#a":1}'],
  ["--values", '{":min":18}'],
  ["--values", '{":min":{"Q":"18"}}'],
  ["--values", "18"],
  ["--segments", "0"],
  ["--segments", "1000001"],
  ["--max-rcu", "fast"],
])("%s %s is refused, with an example", (option, value) => {
  expect(() => optionsOf(option, value)).toThrow(CommanderError);
  expect(() => optionsOf(option, value)).toThrow(/Expected/);
});
