import { type Operation, operation } from "../operation.ts";
import type { Refusals } from "../problem/refusals.ts";
import { type OpenApiInfo, openApiDocument } from "./open-api.ts";

const TAG = "Document";

/**
 * The operations of an API, and one more: `GET /openapi.json` answers the OpenAPI document of them all.
 *
 * @example
 * const operations = withDocument([getCart, addLine], info, refusals);
 */
export function withDocument(
  operations: readonly Operation[],
  info: OpenApiInfo,
  refusals: Refusals,
): readonly Operation[] {
  let document: object | undefined;
  const getDocument = operation({
    ...{ id: "getOpenApi", method: "GET", path: "/openapi.json", tag: TAG },
    summary: "Read this document",
    description: "OpenAPI 3.1, made from the schemas that check the requests.",
    answers: { 200: { description: "The document" } },
    handle: async () => {
      document ??= openApiDocument(all, { ...info, tags }, refusals);
      return { status: 200, body: document };
    },
  });
  const all = [...operations, getDocument];
  const tags = { ...info.tags, [TAG]: "This document" };
  return all;
}
