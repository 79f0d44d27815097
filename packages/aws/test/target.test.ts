import { expect, test } from "vitest";
import { nameOfTarget, targetOf } from "../src/target.ts";

const local = { region: "us-east-1", endpoint_url: "http://127.0.0.1:4566" };
const TEST = { accessKeyId: "test", secretAccessKey: "test" };

test.each([
  ["local, no credentials set", local, {}, {}, local.endpoint_url, TEST],
  ["local, a profile set", local, {}, { AWS_PROFILE: "p" }, local.endpoint_url, undefined],
  ["AWS", { ...local, endpoint_url: null }, {}, {}, undefined, undefined],
  ["--endpoint", local, { endpoint: "http://x:1" }, {}, "http://x:1", TEST],
])("target: %s", (_, outputs, options, env, endpoint, credentials) => {
  expect(targetOf(outputs, options, env)).toEqual({ region: "us-east-1", endpoint, credentials });
});

test("--region comes before the environment's, and that before AWS_REGION", () => {
  const env = { AWS_REGION: "eu-west-1" };
  expect(targetOf(local, { region: "ap-south-1" }, env).region).toBe("ap-south-1");
  expect(targetOf(local, {}, env).region).toBe("us-east-1");
  expect(targetOf(undefined, {}, env).region).toBe("eu-west-1");
});

test("is named by its endpoint, or by AWS and the region", () => {
  expect(nameOfTarget(targetOf(local, {}, {}))).toBe("http://127.0.0.1:4566");
  expect(nameOfTarget(targetOf(undefined, { region: "eu-west-1" }, {}))).toBe("AWS eu-west-1");
});
