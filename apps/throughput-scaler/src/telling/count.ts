import { TABLE_RESOURCE } from "@spillway/capacity";
import { createMetrics } from "@spillway/lambda-runtime";

/** What is counted of a table or index; what is 0 or false is left out: each metric is paid for by the hour. */
export interface Counts {
  /** Changes that raised it. */
  readonly CapacityRaised?: number;
  /** Changes that lowered it. */
  readonly CapacityLowered?: number;
  /** Changes that DynamoDB refused. */
  readonly ChangesRefused?: number;
  /** 1 where it is at its maximum. */
  readonly AtMaximum?: number;
  /** Decreases that are left, where some were made. */
  readonly DecreasesLeft?: number;
  /** Units × hours above the baseline since the last look. */
  readonly RaisedUnitHours?: number;
  /** Dollars for these. */
  readonly RaisedDollars?: number;
  /** Dollars of a day, counted once a day for a table with its indexes. */
  readonly DayProvisionedDollars?: number;
  readonly DayRaisedDollars?: number;
  readonly DayOnDemandDollars?: number;
}

/** Counts something of a table, or of one of its indexes. */
export type Count = (table: string, resource: string, counts: Counts) => void;

/** As a line in CloudWatch's embedded format, with the dimensions `service`, `table` and, of an index, `index`. */
export function countByLine(service: string): Count {
  return (table, resource, counts) => {
    const entries = Object.entries(counts).filter(([, value]) => value !== undefined);
    if (entries.length === 0) return;
    const metrics = createMetrics(service);
    metrics.addDimension("table", table);
    if (resource !== TABLE_RESOURCE) metrics.addDimension("index", resource);
    for (const [name, value] of entries) {
      metrics.addMetric(name, name.endsWith("Dollars") ? "None" : "Count", value);
    }
    metrics.publishStoredMetrics();
  };
}
