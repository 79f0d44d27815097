import { targetOf } from "@spillway/aws";
import { describe, expect, test } from "vitest";
import { sourceOf, sourceTargetOf } from "../../src/load/from-table-options.ts";

const AUTO = { maxRcu: "auto" } as const;

describe("what a load reads", () => {
  test("is what was named, or a table", () => {
    expect(sourceOf(["a.csv", "b.csv"], AUTO)).toEqual({ source: ["a.csv", "b.csv"] });
    const options = { ...AUTO, fromTable: "Users", filter: "age > :min", segments: 4 };
    expect(sourceOf([], options)).toEqual({
      source: [],
      fromTable: expect.objectContaining({
        ...{ table: "Users", filter: "age > :min", segments: 4, maxRcu: "auto" },
      }),
    });
  });

  test("is missing", () => {
    expect(() => sourceOf([], AUTO)).toThrow("expected a source to load; came none");
  });

  test.each<[string, readonly string[], object]>([
    ["a source or --from-table; came both", ["a.csv"], { fromTable: "Users" }],
    ["--from-table with --filter; came none", ["a.csv"], { filter: "a = :b" }],
    ["--from-table with --from-region; came none", ["a.csv"], { fromRegion: "eu-west-1" }],
    ["no --format with --from-table; came one", [], { fromTable: "Users", format: "csv" }],
    ["no --delimiter with --from-table; came one", [], { fromTable: "Users", delimiter: ";" }],
  ])("expects %s", (expected, source, options) => {
    expect(() => sourceOf(source, { ...AUTO, ...options })).toThrow(`expected ${expected}`);
  });
});

describe("where the table is that is read", () => {
  const local = targetOf(undefined, { endpoint: "http://127.0.0.1:4566" }, {});
  const aws = targetOf(undefined, { region: "us-east-1" }, {});

  test("is where the other one is, unless it is said", () => {
    expect(sourceTargetOf(local, AUTO, {})).toBe(local);
    expect(sourceTargetOf(aws, { ...AUTO, fromRegion: "eu-west-1" }, {})).toMatchObject({
      ...{ region: "eu-west-1", endpoint: undefined },
    });
    expect(
      sourceTargetOf(aws, { ...AUTO, fromEndpoint: "http://127.0.0.1:8000" }, {}),
    ).toMatchObject({ region: "us-east-1", endpoint: "http://127.0.0.1:8000" });
  });

  test("can be AWS where the other has an endpoint", () => {
    const target = sourceTargetOf(local, { ...AUTO, fromEndpoint: "aws" }, {});
    expect(target).toEqual({ region: "us-east-1", endpoint: undefined, credentials: undefined });
  });
});
