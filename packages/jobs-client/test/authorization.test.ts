import { expect, it } from "vitest";
import { signed, withToken } from "../src/index.ts";

const credentials = async () => ({ accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" });
const request = (url: string) => ({
  ...{ method: "GET", url: new URL(url), query: "limit=5", body: "" },
  headers: { "x-extra": "1" },
});

it.each([
  ["https://a1b2c3.execute-api.eu-west-1.amazonaws.com/jobs", "eu-west-1"],
  ["https://a1b2c3.execute-api.cn-north-1.amazonaws.com.cn/jobs", "cn-north-1"],
  ["http://127.0.0.1:4566/_spillway/apis/a1b2c3/jobs", "us-east-1"],
])("signs for %s in %s", async (url, region) => {
  const authorize = signed(credentials, "us-east-1", () => Date.UTC(2026, 10, 28));
  const headers = await authorize(request(url));
  expect(headers.authorization).toContain(`AKIAEXAMPLE/20261128/${region}/execute-api/`);
  expect(headers.authorization).toContain(
    "SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-extra",
  );
  expect(headers).toMatchObject({ "x-extra": "1", "x-amz-date": "20261128T000000Z" });
  // Whoever sends it sets the host.
  expect(headers).not.toHaveProperty("host");
});

it("sends a token", async () => {
  const headers = await withToken("t")(request("https://api.example/jobs"));
  expect(headers).toEqual({ "x-extra": "1", authorization: "Bearer t" });
});
