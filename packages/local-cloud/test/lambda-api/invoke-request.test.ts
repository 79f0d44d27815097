import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { Exchange } from "../../src/gateway/exchange.ts";
import { invokeOperation, invokeRequest } from "../../src/lambda-api/invoke-request.ts";

const MB = 1_024 * 1_024;

function exchange(path: string, headers: Record<string, string> = {}, body: Buffer | string = "") {
  const request = Object.assign(Readable.from(body.length === 0 ? [] : [Buffer.from(body)]), {
    method: "POST",
    url: path,
    headers,
  });
  return new Exchange(request as unknown as IncomingMessage, {} as ServerResponse, () => undefined);
}

const INVOKE = "/2015-03-31/functions/f/invocations";
const ASYNC = "/2014-11-13/functions/f/invoke-async/";
const json = (bytes: number) => JSON.stringify("x".repeat(bytes - 2));
const base64 = (text: string) => Buffer.from(text).toString("base64");

describe("invokeOperation", () => {
  it.each([
    [INVOKE, "Invoke"],
    [ASYNC, "InvokeAsync"],
    ["/2021-11-15/functions/f/response-streaming-invocations", "InvokeWithResponseStream"],
    ["/2015-03-31/functions/f/versions", undefined],
  ])("of %s", (path, operation) => {
    expect(invokeOperation(exchange(path))).toBe(operation);
  });
});

describe("invokeRequest", () => {
  it.each([
    [INVOKE, { name: "f", qualifier: undefined }],
    [`${INVOKE}?Qualifier=live`, { name: "f", qualifier: "live" }],
    ["/2015-03-31/functions/f%3A7/invocations", { name: "f", qualifier: "7" }],
    ["/2015-03-31/functions/f%3A7/invocations?Qualifier=7", { name: "f", qualifier: "7" }],
  ])("reads the function in %s", async (path, reference) => {
    expect(await invokeRequest(exchange(path))).toMatchObject({
      reference,
      type: "RequestResponse",
    });
  });

  it("takes nothing for an empty object, and reads what may be said beside it", async () => {
    const headers = {
      "x-amz-log-type": "Tail",
      "x-amz-client-context": base64('{"custom":{"who":"Zoë"}}'),
    };
    const request = await invokeRequest(exchange(INVOKE, headers));
    expect(request).toMatchObject({
      payload: Buffer.from("{}"),
      wantsLogTail: true,
      clientContext: '{"custom":{"who":"Zo\\u00eb"}}',
    });
    const event = { ...headers, "x-amz-invocation-type": "Event" };
    expect(await invokeRequest(exchange(INVOKE, event))).toMatchObject({
      type: "Event",
      clientContext: undefined,
    });
  });

  it.each([
    [INVOKE, {}, 6 * MB, undefined],
    [INVOKE, {}, 6 * MB + 1, "6291457 byte payload is too large for the RequestResponse"],
    [INVOKE, { "x-amz-invocation-type": "Event" }, MB, undefined],
    [INVOKE, { "x-amz-invocation-type": "Event" }, MB + 1, "(limit 1048576 bytes)"],
    [ASYNC, {}, MB / 4, undefined],
    [ASYNC, {}, MB / 4 + 1, "(limit 262144 bytes)"],
  ])("holds %s %o to its limit at %d bytes", async (path, headers, bytes, message) => {
    const request = await invokeRequest(exchange(path, headers, json(bytes)));
    if (message === undefined) expect(request).not.toHaveProperty("status");
    else {
      expect(request).toMatchObject({ status: 413, type: "RequestTooLargeException" });
      expect(request).toHaveProperty("message", expect.stringContaining(message));
    }
  });

  it.each([
    [{ "x-amz-invocation-type": "Bogus" }, "", "ValidationException", "[Event, RequestResponse"],
    [{ "x-amz-log-type": "Bogus" }, "", "ValidationException", "at 'logType'"],
    [{}, "{", "InvalidRequestContentException", "Could not parse request body into json"],
    [{ "x-amz-client-context": "no" }, "", "InvalidRequestContentException", "Base64-encoded"],
    [{ "x-amz-client-context": base64("1") }, "", "InvalidRequestContentException", "JSON object"],
  ])("refuses %o with the body '%s'", async (headers, body, type, message) => {
    const request = await invokeRequest(exchange(INVOKE, headers, body));
    expect(request).toMatchObject({ status: 400, type });
    expect(request).toHaveProperty("message", expect.stringContaining(message));
  });

  it("refuses a function of another region than it was asked in", async () => {
    const credential = (region: string) => ({
      authorization: `AWS4-HMAC-SHA256 Credential=A/20260101/${region}/lambda/aws4_request, Signature=0`,
    });
    const arn = "arn%3Aaws%3Alambda%3Aeu-west-1%3A123456789012%3Afunction%3Af";
    const path = `/2015-03-31/functions/${arn}/invocations`;
    expect(await invokeRequest(exchange(path, credential("eu-west-1")))).toMatchObject({
      reference: { name: "f" },
    });
    expect(await invokeRequest(exchange(path, credential("us-east-1")))).toMatchObject({
      status: 404,
      message: "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    });
  });

  it("refuses two different qualifiers", async () => {
    const path = "/2015-03-31/functions/f%3A7/invocations?Qualifier=8";
    expect(await invokeRequest(exchange(path))).toMatchObject({
      type: "InvalidParameterValueException",
    });
  });
});
