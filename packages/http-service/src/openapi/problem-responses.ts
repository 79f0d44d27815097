import * as z from "zod";
import type { HttpServiceErrorCode } from "../http-service-error.ts";
import type { Operation } from "../operation.ts";
import { PROBLEM_MEDIA_TYPE, problemSchema } from "../problem/problem.ts";
import { TITLES } from "../problem/problem-of.ts";
import { type Refusals, refusalOf } from "../problem/refusals.ts";
import type { SchemaComponents } from "./schema-components.ts";

/**
 * How an operation may be refused, by status: its own codes, and those that follow from what it takes.
 *
 * @throws Error if one of its codes is none of the refusals
 */
export function problemResponses(
  { id, params, query, body, idempotent, problems = [] }: Operation,
  schemas: SchemaComponents,
  refusals: Refusals,
): Record<string, object> {
  const codes: HttpServiceErrorCode[] = ["INTERNAL_ERROR", "SERVICE_BUSY"];
  if (params ?? query ?? body ?? idempotent) codes.push("REQUEST_INVALID");
  if (body !== undefined) codes.push("BODY_TOO_LARGE", "MEDIA_TYPE_UNSUPPORTED");
  const byStatus = Map.groupBy([...codes, ...problems], (code) => {
    const refusal = refusalOf(refusals, code);
    if (refusal === undefined) throw new Error(`${id}: ${code} has no status`);
    return refusal.status;
  });
  const responses = [...byStatus].map(([status, of]) => {
    const schema = schemas.of(documentOf(of, refusals), "output");
    const description = `${TITLES[status] ?? "Problem"}: ${of.join(", ")}`;
    return [status, { description, content: { [PROBLEM_MEDIA_TYPE]: { schema } } }];
  });
  return {
    ...Object.fromEntries(responses),
    401: { $ref: "#/components/responses/AuthorizerRefusal" },
    403: { $ref: "#/components/responses/AuthorizerRefusal" },
  };
}

/** The problem document of some codes, with the details of any of them. */
function documentOf(codes: readonly string[], refusals: Refusals): z.ZodType {
  const details = codes.flatMap((code) =>
    Object.entries(refusalOf(refusals, code)?.details?.shape ?? {}),
  );
  if (details.length === 0) return problemSchema;
  const byName = Map.groupBy(details, ([name]) => name);
  const members = [...byName].map(([name, of]) => [name, anyOf(of.map(([, schema]) => schema))]);
  return z.object({ ...problemSchema.shape, ...Object.fromEntries(members) });
}

/** A member that codes tell in forms of their own: any of these, or nothing. */
function anyOf(schemas: readonly z.core.$ZodType[]): z.ZodType {
  const forms = new Set(
    schemas.map((schema) => (schema instanceof z.ZodOptional ? schema.unwrap() : schema)),
  );
  const [form] = forms;
  return z.optional(forms.size === 1 && form !== undefined ? form : z.union([...forms]));
}
