import { expect, it } from "vitest";
import { jobTable, jobTablesSetting } from "../src/tables.ts";

it("knows the tables that it was told of, and none that every object has", () => {
  const tables = jobTablesSetting.parse('{"users":{"buffer_queue_url":null}}');
  expect(jobTable(tables, "users")).toEqual({ buffer_queue_url: null });
  for (const name of ["orders", "constructor", "toString", "__proto__"]) {
    expect(jobTable(tables, name)).toBeUndefined();
  }
});
