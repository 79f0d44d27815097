import { describe, expect, it } from "vitest";
import * as z from "zod";
import { openApiDocument, operation } from "../src/index.ts";
import { CART_STATUSES, cartApi } from "./cart-api.ts";

const info = {
  ...{ title: "Carts", version: "1", description: "Carts of a shop." },
  ...{ license: { name: "MIT", identifier: "MIT" }, tags: { Carts: "What is to be bought" } },
};
// Looked at as JSON, as a client gets it.
const document = JSON.parse(
  JSON.stringify(openApiDocument(cartApi().operations, info, CART_STATUSES)),
);

describe("the OpenAPI document", () => {
  it("has every operation with its answers and refusals", () => {
    const { get, post } = document.paths["/carts/{id}"];
    expect(get.operationId).toBe("getCart");
    expect(Object.keys(get.responses)).toEqual(["200", "400", "401", "403", "404", "500", "503"]);
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
    expect(() => openApiDocument(operations, info, CART_STATUSES)).toThrow("CartLine");
  });

  it("does not describe a code without a status", () => {
    expect(() => openApiDocument(cartApi().operations, info, {})).toThrow("CART_NOT_FOUND");
  });
});
