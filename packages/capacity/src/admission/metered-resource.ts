/** A table, or one of its global indexes: what has capacity, and metrics, of its own. */
export interface MeteredResource {
  readonly region: string;
  readonly table: string;
  readonly index?: string;
}

/** Provisioned units a second of a resource; absent on demand. */
export interface ProvisionedUnits {
  readonly writeUnits?: number;
  readonly readUnits?: number;
}
