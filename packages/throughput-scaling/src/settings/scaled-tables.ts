import * as z from "zod";
import type { CapacityBounds, TableScaling } from "../rules/table-scaling.ts";

const units = z.object({
  read: z.number().int().min(1).optional(),
  write: z.number().int().min(1).optional(),
});
const bounds = z.object({ base: units.optional(), max: units.optional() });
const tables = z.record(
  z.string(),
  bounds.extend({ indexes: z.record(z.string(), bounds).optional() }),
);

/** `SCALED_TABLES` as it was written. */
export type ScaledTables = z.output<typeof tables>;

/** The setting: JSON of the tables by name. */
export const scaledTablesSetting = z
  .string()
  .transform((text, { issues }): unknown => {
    try {
      return JSON.parse(text);
    } catch (error) {
      const message = `expected JSON, such as {"orders":{}} (${error instanceof Error ? error.message : error})`;
      issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    }
  })
  .pipe(tables)
  .refine((read) => Object.keys(read).length > 0, "expected one table at least");

/**
 * How each table is steered: what it leaves out takes the common bounds, and an index what its table has.
 *
 * @returns the tables, and what is wrong with them
 */
export function scalingOfTables(
  scaled: ScaledTables,
  common: TableScaling,
): { readonly tables: ReadonlyMap<string, TableScaling>; readonly problems: readonly string[] } {
  const problems: string[] = [];
  const read = new Map<string, TableScaling>();
  for (const [name, own] of Object.entries(scaled)) {
    const table = within(common.table, own);
    problems.push(...disorder(`table "${name}"`, table));
    const indexes: Record<string, CapacityBounds> = {};
    for (const [index, ownOfIndex] of Object.entries(own.indexes ?? {})) {
      const of = within(table, ownOfIndex);
      problems.push(...disorder(`index "${index}" of table "${name}"`, of));
      indexes[index] = of;
    }
    read.set(name, { ...common, table, indexes });
  }
  return { tables: read, problems };
}

function within(outer: CapacityBounds, own: z.output<typeof bounds>): CapacityBounds {
  return {
    base: {
      readUnits: own.base?.read ?? outer.base.readUnits,
      writeUnits: own.base?.write ?? outer.base.writeUnits,
    },
    max: {
      readUnits: own.max?.read ?? outer.max.readUnits,
      writeUnits: own.max?.write ?? outer.max.writeUnits,
    },
  };
}

function disorder(what: string, { base, max }: CapacityBounds): string[] {
  const problem = (access: string, from: number, to: number) =>
    from > to
      ? [`expected of ${what} a base of at most its max; came ${access} ${from} and ${to}`]
      : [];
  return [
    ...problem("read", base.readUnits, max.readUnits),
    ...problem("write", base.writeUnits, max.writeUnits),
  ];
}
