import * as z from "zod";

/** JSON Schema, of which only references are looked at. */
type Json = Readonly<Record<string, unknown>>;

/**
 * Schemas of zod as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. What has an `id` in its meta
 * is a component of that name, and referred to.
 *
 * @see https://zod.dev/json-schema
 */
export class SchemaComponents {
  readonly #schemas = new Map<string, string>();

  /**
   * @param io whether it is of what comes in, or of what goes out with its defaults filled in
   * @throws Error if two that differ have the same id, as one that has defaults comes in and goes out
   */
  of(schema: z.ZodType, io: "input" | "output"): Json {
    const options = { target: "draft-2020-12", io } as const;
    const { $schema, $defs = {}, ...root } = z.toJSONSchema(schema, options);
    for (const [id, definition] of Object.entries($defs)) {
      const text = referring(definition);
      if ((this.#schemas.get(id) ?? text) !== text) {
        throw new Error(`two schemas that differ are both called ${id}`);
      }
      this.#schemas.set(id, text);
    }
    return JSON.parse(referring(root));
  }

  /** All components by their names, sorted. */
  all(): Readonly<Record<string, Json>> {
    const sorted = [...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(sorted.map(([id, text]) => [id, JSON.parse(text)]));
  }
}

function referring(schema: object): string {
  return JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/');
}
