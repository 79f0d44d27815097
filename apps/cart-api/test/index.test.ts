import { apiEvent, lambdaContext, openApiFlaws } from "@spillway/testkit";
import { afterEach, describe, expect, it, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

const ENVIRONMENT = {
  ...{ LOG_LEVEL: "SILENT", POWERTOOLS_METRICS_DISABLED: "true", AWS_REGION: "eu-west-1" },
  ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" },
  ...{ CART_TABLE: "carts", PRODUCTS_TABLE: "products", CURRENCY: "EUR" },
};

async function invoke(changes: Record<string, string>, line: string, body?: object) {
  for (const [name, value] of Object.entries({ ...ENVIRONMENT, ...changes })) {
    vi.stubEnv(name, value);
  }
  vi.resetModules();
  const { handler } = await import("../src/index.ts");
  return handler(apiEvent(line, { body }), lambdaContext());
}

test("names everything that is wrong with the environment at once", async () => {
  const wrong = {
    ...{ CART_TABLE: "", PRODUCTS_TABLE: "", CURRENCY: "euro", LINE_DAYS: "0" },
    ...{ REPEAT_SECONDS: "1", MAX_QUANTITY: "9001", MAX_LINES: "1001", CATALOGUE_SECONDS: "-1" },
    MAX_BODY_BYTES: "many",
  };
  const failure = await invoke(wrong, "GET /cart").catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "SETTINGS_INVALID" });
  const { problems } = (failure as { details: { problems: object } }).details;
  expect(Object.keys(problems).sort()).toEqual(Object.keys(wrong).sort());
});

test("takes bodies up to its limit, and quantities up to its own", async () => {
  const body = { productId: "tea", quantity: 10, text: "x".repeat(2_000) };
  const { statusCode } = await invoke({ MAX_BODY_BYTES: "1000" }, "POST /cart/lines", body);
  expect(statusCode).toBe(413);
  const line = { productId: "tea", quantity: 10 };
  const refusal = await invoke({ MAX_QUANTITY: "9" }, "POST /cart/lines", line);
  expect(refusal).toMatchObject({ statusCode: 400, body: expect.stringContaining("from 1 to 9;") });
});

describe("the OpenAPI document", () => {
  const document = async () => JSON.parse((await invoke({}, "GET /openapi.json")).body);

  it("has no flaw that a linter knows", async () => {
    expect(await openApiFlaws(await document())).toEqual([]);
  });

  it("says what each operation is called", async () => {
    const { paths } = await document();
    const operations = Object.entries<Record<string, { operationId: string }>>(paths).flatMap(
      ([path, item]) =>
        Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    );
    expect(operations.sort()).toEqual([
      "addUnits post /cart/lines",
      "checkOut post /checkout",
      "getCart get /cart",
      "getOpenApi get /openapi.json",
      "getOrder get /orders/{number}",
      "listOrders get /orders",
      "removeLine delete /cart/lines/{productId}",
      "setQuantity put /cart/lines/{productId}",
    ]);
  });

  it("says what is allowed, by the shop's rules", async () => {
    const { components, paths } = await document();
    const { NewUnits, MoneySeen } = components.schemas;
    expect(NewUnits.properties.quantity).toMatchObject({ minimum: 1, maximum: 999 });
    expect(MoneySeen.properties.currency).toMatchObject({ const: "EUR" });
    const [productId] = paths["/cart/lines/{productId}"].delete.parameters;
    expect(productId.schema.pattern).toContain("A-Za-z0-9");
  });

  it("says what a checkout that is refused tells, in the units that a request takes", async () => {
    const { components, paths } = await document();
    const refused = paths["/checkout"].post.responses[409];
    expect(refused.description).toContain("SOLD_OUT");
    const { properties } = refused.content["application/problem+json"].schema;
    expect(properties.total).toMatchObject({ $ref: "#/components/schemas/Money" });
    const { anyOf } = properties.lines;
    const names = ["LineProblem", "PriceProblem", "StockProblem"];
    const refs = names.map((name) => ({ $ref: `#/components/schemas/${name}` }));
    expect(anyOf.map(({ items }: { items: object }) => items)).toEqual(
      expect.arrayContaining(refs),
    );
    const { PriceProblem, StockProblem } = components.schemas;
    expect(PriceProblem.properties.is).toMatchObject({ $ref: "#/components/schemas/Money" });
    expect(StockProblem.properties.left).toMatchObject({ type: "integer", minimum: 0 });
  });
});
