import { expect, it } from "vitest";
import { type Position, placeOf } from "../src/index.ts";

it.each<[string, Position]>([
  ["line 7", { index: 5, line: 7, byte: 4_096 }],
  ["line 5 record 6", { index: 5, line: 5, byte: 300 }],
  ["byte 4096", { index: 5, byte: 4_096 }],
  ["byte 0", { index: 0, byte: 0 }],
  ["message 1f2e", { index: 5, message: "1f2e" }],
  ["record 6", { index: 5 }],
  ["data/a.json.gz line 2", { index: 0, line: 2, file: "data/a.json.gz" }],
  ["data/a.json.gz byte 17", { index: 0, byte: 17, file: "data/a.json.gz" }],
])("a place is said by what finds it the soonest: %s", (text, position) => {
  expect(placeOf(position)).toBe(text);
});
