import { lambdaContext, streamEvent } from "@spillway/testkit";
import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

async function invoke(changes: Record<string, string>) {
  const env = {
    ...{ LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true", AWS_REGION: "eu-west-1" },
    ...{ CART_TABLE: "carts", REPEAT_SECONDS: "600" },
  };
  for (const [name, value] of Object.entries({ ...env, ...changes })) vi.stubEnv(name, value);
  vi.resetModules();
  const { handler } = await import("../src/index.ts");
  return handler(streamEvent([]), lambdaContext());
}

test("names everything that is wrong with the environment at once", async () => {
  const failure = await invoke({ CART_TABLE: "", REPEAT_SECONDS: "0" }).catch((error) => error);
  expect(failure).toMatchObject({
    code: "SETTINGS_INVALID",
    details: { problems: { CART_TABLE: "is missing", REPEAT_SECONDS: expect.any(String) } },
  });
});

test("takes a batch of nothing", async () => {
  expect(await invoke({})).toEqual({ batchItemFailures: [] });
});
