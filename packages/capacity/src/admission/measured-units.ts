import type { WriteUnits } from "../units/write-units.ts";

/** What a write costs, and where: what is asked of a table's meter. */
export interface MeasuredUnits {
  readonly units: WriteUnits;
  /** Canonical text of the partition key, as `keyText` of `@spillway/item` gives it. */
  readonly partitionKey: string;
  /** The same for each global index that is written, by the index's name. */
  readonly indexPartitionKeys: Readonly<Record<string, string>>;
}
