import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openApiDocument, operation, withDocument } from "../src/index.ts";
import { CART_REFUSALS, cartApi } from "./cart-api.ts";

const info = {
  ...{ title: "Carts", version: "1", description: "Carts of a shop." },
  ...{ license: { name: "MIT", identifier: "MIT" }, tags: { Carts: "What is to be bought" } },
};
// Looked at as JSON, as a client gets it.
const document = JSON.parse(
  JSON.stringify(openApiDocument(cartApi().operations, info, CART_REFUSALS)),
);

describe("the OpenAPI document", () => {
  it("has every operation with its answers and refusals", () => {
    const { get, post, delete: remove } = document.paths["/carts/{id}"];
    expect(remove.responses[204]).toEqual({ description: "It is empty" });
    expect(get.operationId).toBe("getCart");
    expect(Object.keys(get.responses)).toEqual([
      ...["200", "400", "401", "403", "404", "409", "500", "503"],
    ]);
    expect(Object.keys(post.responses)).toContain("415");
    expect(post.responses[201].headers).toHaveProperty("Location");
  });

  it("has parameters of path, query and header", () => {
    const { get, post } = document.paths["/carts/{id}"];
    const names = (parameters: { name: string; in: string; required: boolean }[]) =>
      parameters.map(({ name, in: place, required }) => [name, place, required]);
    expect(names(get.parameters)).toEqual([
      ["id", "path", true],
      ["lines", "query", false],
    ]);
    expect(names(post.parameters)).toEqual([
      ["id", "path", true],
      ["Idempotency-Key", "header", false],
    ]);
  });

  it("keeps schemas with a name once, and refers to them", () => {
    expect(Object.keys(document.components.schemas)).toEqual([
      ...["Cart", "CartLine", "NewCartLine", "Problem"],
    ]);
    expect(document.components.schemas.Cart.properties.lines.items).toEqual({
      $ref: "#/components/schemas/CartLine",
    });
    expect(JSON.stringify(document)).not.toContain("$defs");
  });

  it("says which details a refusal tells", () => {
    const { responses } = document.paths["/carts/{id}"].get;
    const schemaOf = (status: number) =>
      responses[status].content["application/problem+json"].schema;
    expect(schemaOf(404)).toEqual({ $ref: "#/components/schemas/Problem" });
    const { properties, required } = schemaOf(409);
    expect(Object.keys(properties)).toEqual(expect.arrayContaining(["code", "left"]));
    expect(required).not.toContain("left");
  });

  it("says each form of a detail that several refusals tell", () => {
    const left = z.int().meta({ description: "Units" });
    const refusals = {
      ...CART_REFUSALS,
      CART_NOT_FOUND: { status: 409, details: z.object({ left: left.optional(), by: z.string() }) },
      SOLD_OUT: { status: 409, details: z.object({ left: z.string(), by: z.string() }) },
      CART_BUSY: { status: 409, details: z.object({ left }) },
    };
    const operations = cartApi().operations.map((one) => ({
      ...one,
      problems: [...(one.problems ?? []), "CART_BUSY"],
    }));
    const { paths } = JSON.parse(JSON.stringify(openApiDocument(operations, info, refusals)));
    const { schema } = paths["/carts/{id}"].get.responses[409].content["application/problem+json"];
    expect(schema.properties.left.anyOf).toMatchObject([{ type: "integer" }, { type: "string" }]);
    expect(schema.required).not.toContain("left");
  });

  it("is answered by an operation of its own, which it tells of too", async () => {
    const operations = withDocument(cartApi().operations, info, CART_REFUSALS);
    const [own] = operations.slice(-1);
    const request = { ...{ params: {}, query: {}, body: undefined }, caller: "ada" };
    const answer = JSON.parse(JSON.stringify((await own?.handle(request))?.body));
    expect(answer.paths["/openapi.json"].get.operationId).toBe("getOpenApi");
    expect(answer.paths["/carts/{id}"]).toEqual(document.paths["/carts/{id}"]);
    expect(answer.tags.map(({ name }: { name: string }) => name)).toEqual(["Carts", "Document"]);
  });

  it("does not take two schemas of one name", () => {
    const other = operation({
      ...{
        id: "getLine",
        method: "GET",
        path: "/lines",
        tag: "Carts",
        summary: "",
        description: "",
      },
      answers: { 200: { description: "", schema: z.object({}).meta({ id: "CartLine" }) } },
      handle: async () => ({ status: 200, body: {} }),
    });
    const operations = [...cartApi().operations, other];
    expect(() => openApiDocument(operations, info, CART_REFUSALS)).toThrow("CartLine");
  });

  it("does not describe a code without a status", () => {
    expect(() => openApiDocument(cartApi().operations, info, {})).toThrow("CART_NOT_FOUND");
  });
});
