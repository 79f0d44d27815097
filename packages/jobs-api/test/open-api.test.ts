import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, it } from "vitest";
import { testApi } from "./test-api.ts";

it("is an OpenAPI document without a flaw that a linter knows", async () => {
  const { statusCode, body } = await testApi().send("GET /openapi.json");
  expect(statusCode).toBe(200);
  expect(body.openapi).toMatch(/^3\.1\./);
  const config = await createConfig({ extends: ["recommended"] });
  const problems = await lintFromString({ source: JSON.stringify(body), config });
  const told = problems.map(({ ruleId, message, location: [at] }) => ({
    ...{ ruleId, message, at: at !== undefined && "pointer" in at ? at.pointer : undefined },
  }));
  expect(told).toEqual([]);
});

it("says what each operation is called", async () => {
  const { body } = await testApi().send("GET /openapi.json");
  const operations = Object.entries<Record<string, { operationId: string }>>(body.paths).flatMap(
    ([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  );
  expect(operations.sort()).toEqual([
    "cancelJob delete /jobs/{id}",
    "createUpload post /uploads",
    "getJob get /jobs/{id}",
    "getOpenApi get /openapi.json",
    "listJobs get /jobs",
    "listRejects get /jobs/{id}/rejects",
    "migrateUsers post /api/users/migrate",
    "submitJob post /jobs",
  ]);
});
