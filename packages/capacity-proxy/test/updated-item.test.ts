import type { AttributeMap } from "@spillway/item";
import { sameItem } from "@spillway/item";
import { describe, expect, it } from "vitest";
import { numberSum } from "../src/writes/number-sum.ts";
import { assignedNames, updatedItem } from "../src/writes/updated-item.ts";

const before: AttributeMap = {
  pk: { S: "a" },
  n: { N: "5" },
  tags: { SS: ["x", "y"] },
  list: { L: [{ S: "0" }, { S: "1" }] },
  map: { M: { a: { N: "1" }, b: { S: "two" } } },
};
const names = { "#set": "n", "#m": "map" };
const values = {
  ":one": { N: "1" },
  ":list": { L: [{ S: "2" }] },
  ":y": { SS: ["y", "z"] },
  ":s": { S: "s" },
};
const { n: _n, ...withoutN } = before;

describe("updatedItem", () => {
  it.each<[string, AttributeMap]>([
    ["SET n = :s", { ...before, n: { S: "s" } }],
    ["SET #set = #set + :one", { ...before, n: { N: "6" } }],
    ["set n = n - :one, m = n", { ...before, n: { N: "4" }, m: { N: "5" } }],
    ["SET m = if_not_exists(m, :one) + :one", { ...before, m: { N: "2" } }],
    ["SET n = if_not_exists(n, :one)", before],
    [
      "SET list = list_append(list, :list)",
      { ...before, list: { L: [{ S: "0" }, { S: "1" }, { S: "2" }] } },
    ],
    [
      "SET list[0] = :s, list[9] = :s",
      { ...before, list: { L: [{ S: "s" }, { S: "1" }, { S: "s" }] } },
    ],
    ["SET #m.a = #m.a + (:one)", { ...before, map: { M: { a: { N: "2" }, b: { S: "two" } } } }],
    ["REMOVE n", withoutN],
    [
      "REMOVE map.b, list[1]",
      { ...before, map: { M: { a: { N: "1" } } }, list: { L: [{ S: "0" }] } },
    ],
    ["ADD n :one, tags :y", { ...before, n: { N: "6" }, tags: { SS: ["x", "y", "z"] } }],
    ["ADD m :one", { ...before, m: { N: "1" } }],
    ["DELETE tags :y", { ...before, tags: { SS: ["x"] } }],
    [
      "SET n = :one REMOVE map ADD m :one DELETE tags :y",
      {
        pk: { S: "a" },
        n: { N: "1" },
        list: before.list ?? { L: [] },
        m: { N: "1" },
        tags: { SS: ["x"] },
      },
    ],
    ["SET n = ", before],
    ["SETT n = :one", before],
    ["SET n = :none", before],
  ])("%s", (UpdateExpression, after) => {
    const source = {
      UpdateExpression,
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    };
    const item = updatedItem(source, { pk: { S: "a" } }, before);
    expect(sameItem(item, after), JSON.stringify(item)).toBe(true);
  });

  it("begins with the key where the item is not known", () => {
    const source = { UpdateExpression: "SET n = n + :one", ExpressionAttributeValues: values };
    expect(updatedItem(source, { pk: { S: "a" } }, undefined)).toEqual({
      pk: { S: "a" },
      n: { N: "1" },
    });
  });

  it("does what the older parameters say", () => {
    const AttributeUpdates = {
      n: { Action: "ADD", Value: { N: "2" } },
      tags: { Action: "DELETE", Value: { SS: ["x"] } },
      map: { Action: "DELETE" },
      list: { Value: { S: "s" } },
    };
    const item = updatedItem({ AttributeUpdates }, { pk: { S: "a" } }, before);
    const after = { pk: { S: "a" }, n: { N: "7" }, tags: { SS: ["y"] }, list: { S: "s" } };
    expect(sameItem(item, after)).toBe(true);
  });
});

describe("assignedNames", () => {
  it("are the attributes that an update changes, by their own names", () => {
    const source = {
      UpdateExpression: "SET #m.pk = :one, list[0] = pk REMOVE #set",
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: values,
    };
    expect(assignedNames(source)).toEqual(["map", "list", "n"]);
  });
});

describe("numberSum", () => {
  it.each([
    ["1", "+", "2", "3"],
    ["0.1", "+", "0.2", "0.3"],
    ["100", "-", "0.01", "99.99"],
    ["-5", "-", "-5", "0"],
    ["1E20", "+", "1", "100000000000000000001"],
  ] as const)("%s %s %s is %s", (left, sign, right, sum) => {
    expect(sameItem({ n: { N: numberSum(left, sign, right) } }, { n: { N: sum } })).toBe(true);
  });
});
