import { expect, it } from "vitest";
import * as z from "zod";
import { schemaProblems } from "../src/problem/schema-problems.ts";

const schema = z.strictObject({
  rate: z.union([z.number(), z.string().regex(/%$/, "expected a share such as 80%")]),
  lines: z.array(z.strictObject({ "a/b~c": z.int() })).optional(),
});

it.each([
  [
    { rate: true },
    [["/body/rate", "expected number, came boolean, or expected string, came boolean"]],
  ],
  [{ rate: "x" }, [["/body/rate", "expected a share such as 80%"]]],
  [
    { rate: 1, lines: [{ "a/b~c": 1 }, { "a/b~c": 1.5, d: 0, e: 0 }] },
    [
      ["/body/lines/1/a~1b~0c", "expected int, came number"],
      ["/body/lines/1/d", "expected no such name: it is not known here"],
      ["/body/lines/1/e", "expected no such name: it is not known here"],
    ],
  ],
  [[], [["/body", "expected object, came array"]]],
])("names everything that is wrong with %j", (value, problems) => {
  const { error } = schema.safeParse(value);
  const found = schemaProblems("body", error?.issues ?? []);
  expect(found.map(({ path, message }) => [path, message])).toEqual(problems);
});
