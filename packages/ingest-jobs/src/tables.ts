import * as z from "zod";

const tablesSchema = z.record(
  z.string(),
  z.strictObject({
    /** The URL of the queue that its consumer drains; null where it has none. */
    buffer_queue_url: z.string().nullable(),
  }),
);

/** The tables that jobs may write, by name. */
export type JobTables = z.output<typeof tablesSchema>;

/** A table that jobs may write; undefined for another, whatever its name is. */
export function jobTable(tables: JobTables, name: string): JobTables[string] | undefined {
  return Object.hasOwn(tables, name) ? tables[name] : undefined;
}

/**
 * The variable `TABLES` of both functions: JSON of the tables that jobs may write.
 *
 * @example
 * jobTablesSetting.parse('{"users":{"buffer_queue_url":null}}'); // { users: { buffer_queue_url: null } }
 */
export const jobTablesSetting = z.string().transform((text, { issues }) => {
  const parsed = tablesSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  issues.push({
    code: "custom",
    message: 'expected JSON such as {"users":{"buffer_queue_url":null}}',
    input: text,
  });
  return z.NEVER;
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
