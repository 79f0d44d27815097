import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Reason } from "@spillway/errors";
import type { Random } from "@spillway/pacing";
import type { CapacityPacerOptions, MaxWriteUnits } from "@spillway/table-writer";

/** A further pace that some of a table's writers share, such as that of all workers of one job. */
export interface PaceLine {
  /** What its item is named by: `JOB#1` for the item `PACE#JOB#1`. */
  readonly name: string;
  /** What all who share the line take together, on the table and on each global index. */
  readonly maxWriteUnits: MaxWriteUnits;
}

/** Told when leases can't be had, once more where another reason shows, and again when they can. */
export type PaceTrouble =
  | {
      readonly kind: "alone";
      /** The item that can't be used. */
      readonly item: string;
      readonly reason: Reason & { readonly hint?: string };
      /** The part of the capacity that is taken meanwhile, in (0, 1]. */
      readonly share: number;
    }
  | { readonly kind: "shared again"; readonly item: string };

/** How a pacer that shares its table's capacity is made. */
export interface SharedPacerOptions extends CapacityPacerOptions {
  /**
   * Reaches the table of the pace items; needs `dynamodb:UpdateItem` on it, which a policy may limit to
   * `dynamodb:LeadingKeys` `PACE#<table>` (and `PACE#JOB#*` for lines of jobs). With `maxAttempts: 1`
   * it notices soonest that the item is out of reach; retries do no harm.
   */
  readonly client: DynamoDBClient;
  /** The table with the pace items: keys `pk` and `sk`, TTL `expires_at`. The jobs table is one. */
  readonly paceTable: string;
  /** `Math.random` outside of tests. */
  readonly random: Random;
  /**
   * What this writer takes at most: a number is its own limit within what it shares; a percentage is
   * that part of the time that it buys, so that writers which all say `80%` keep to 80 % together.
   * Default `auto`.
   */
  readonly maxWriteUnits?: MaxWriteUnits;
  /** Further paces to keep. Default none. */
  readonly lines?: readonly PaceLine[];
  /**
   * The part of the capacity that this writer takes while leases can't be had and it does not know of how
   * many it is one, in (0, 1]. Default 0.1.
   */
  readonly aloneShare?: number;
  /** Default: nobody is told. */
  readonly onTrouble?: (trouble: PaceTrouble) => void;
}
