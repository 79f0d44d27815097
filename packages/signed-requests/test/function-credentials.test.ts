import { expect, test } from "vitest";
import { functionCredentials } from "../src/index.ts";

test("credentials are those that Lambda puts into the environment", () => {
  const env = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
  expect(functionCredentials(env)).toEqual({ accessKeyId: "a", secretAccessKey: "b" });
  expect(functionCredentials({ ...env, AWS_SESSION_TOKEN: "c" })).toMatchObject({
    sessionToken: "c",
  });
  expect(() => functionCredentials({ AWS_ACCESS_KEY_ID: "a" })).toThrow(
    expect.objectContaining({ code: "FUNCTION_CREDENTIALS_MISSING" }),
  );
});
