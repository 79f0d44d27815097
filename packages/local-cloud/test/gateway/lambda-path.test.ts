import { describe, expect, it } from "vitest";
import { lambdaPath } from "../../src/gateway/lambda-path.ts";

describe("lambdaPath", () => {
  it.each([
    ["/2015-03-31/functions", { kind: "functions" }],
    ["/2015-03-31/functions/", { kind: "functions" }],
    ["/2015-03-31/functions/f", { kind: "function", name: "f", part: undefined }],
    ["/2015-03-31/functions/f/code", { kind: "function", name: "f", part: "code" }],
    [
      "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Af%3Alive/invocations",
      { kind: "function", name: "f", qualifier: "live", part: "invocations" },
    ],
    [
      "/2019-09-25/functions/f/event-invoke-config",
      {
        kind: "function",
        name: "f",
        part: "event-invoke-config",
      },
    ],
    ["/2015-03-31/event-source-mappings", { kind: "mappings" }],
    ["/2015-03-31/event-source-mappings/", { kind: "mappings" }],
    ["/2015-03-31/event-source-mappings/u-1", { kind: "mapping", uuid: "u-1" }],
    ["/2015-03-31/functions/%zz/code", undefined],
    ["/2015-03-31/tags/f", undefined],
    ["/bucket/functions/f", undefined],
  ])("reads %s", (path, expected) => {
    expect(lambdaPath(path)).toEqual(expected);
  });
});
