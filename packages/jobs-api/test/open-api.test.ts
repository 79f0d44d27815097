import { openApiFlaws } from "@spillway/testkit";
import { expect, it } from "vitest";
import { testApi } from "./test-api.ts";

it("is an OpenAPI document without a flaw that a linter knows", async () => {
  const { statusCode, body } = await testApi().send("GET /openapi.json");
  expect(statusCode).toBe(200);
  expect(body.openapi).toMatch(/^3\.1\./);
  expect(await openApiFlaws(body)).toEqual([]);
});

it("is held to rules that find a flaw", async () => {
  const { body } = await testApi().send("GET /openapi.json");
  const { summary: _, ...flawed } = body.paths["/jobs"].post;
  const paths = { ...body.paths, "/jobs": { ...body.paths["/jobs"], post: flawed } };
  expect(await openApiFlaws({ ...body, paths })).toMatchObject([{ ruleId: "operation-summary" }]);
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
