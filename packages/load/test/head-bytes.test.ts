import { expect, test } from "vitest";
import { assertHeadIsText } from "../src/source/head-bytes.ts";

test.each<[string, Buffer, string]>([
  ["a zip file", Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), "binary data"],
  ["UTF-16", Buffer.from("\uFEFFpk,n", "utf16le"), "UTF-16 text"],
])("%s is refused, with the way out", (_, head, came) => {
  expect(() => assertHeadIsText("x", head)).toThrow(
    expect.objectContaining({
      code: "SOURCE_FORMAT_UNKNOWN",
      message: expect.stringContaining(came),
      hint: expect.any(String),
    }),
  );
});

test.each([
  ["UTF-8", "pk,näme\n"],
  ["nothing", ""],
])("%s is text", (_, text) => {
  expect(() => assertHeadIsText("x", Buffer.from(text))).not.toThrow();
});
