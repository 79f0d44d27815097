import type { CapacityBounds, TableScaling } from "@spillway/throughput-scaling";
import type { OutputsWith } from "../environment/outputs.ts";

type Outputs = OutputsWith<"scaling">["scaling"];
type OwnBounds = Pick<Outputs["tables"][string], "base" | "max">;

/** How each table of an environment is steered: what it leaves out takes the common bounds, an index its table's. */
export function scaledTables(outputs: Outputs): ReadonlyMap<string, TableScaling> {
  const { base, max } = outputs;
  const common: CapacityBounds = {
    base: { readUnits: base.read, writeUnits: base.write },
    max: { readUnits: max.read, writeUnits: max.write },
  };
  return new Map(
    Object.entries(outputs.tables).map(([name, own]) => {
      const table = within(common, own);
      const indexes = Object.entries(own.indexes ?? {}).map(
        ([index, ofIndex]) => [index, within(table, ofIndex)] as const,
      );
      const scaling: TableScaling = {
        table,
        indexes: Object.fromEntries(indexes),
        scaleUpFactor: outputs.scale_up_factor,
        scaleDownDelayMs: outputs.scale_down_delay_minutes * 60_000,
        decreaseRule: outputs.decrease_rule,
      };
      return [name, scaling] as const;
    }),
  );
}

function within(outer: CapacityBounds, { base, max }: OwnBounds): CapacityBounds {
  return {
    base: {
      readUnits: base?.read ?? outer.base.readUnits,
      writeUnits: base?.write ?? outer.base.writeUnits,
    },
    max: {
      readUnits: max?.read ?? outer.max.readUnits,
      writeUnits: max?.write ?? outer.max.writeUnits,
    },
  };
}
