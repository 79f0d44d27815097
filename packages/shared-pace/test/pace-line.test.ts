import { expect, it } from "vitest";
import { paceItemKey } from "../src/index.ts";

it("has one item for each table", () => {
  expect(paceItemKey("Users")).toEqual({ pk: "PACE#Users", sk: "PACE" });
});
