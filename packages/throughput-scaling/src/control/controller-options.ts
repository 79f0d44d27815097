import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock, Random } from "@spillway/pacing";
import type { TableScaling } from "../rules/table-scaling.ts";
import type { ScalingLogger } from "../scaling-logger.ts";
import type { ScalingStore } from "../state/scaling-store.ts";

/** What a controller works with. */
export interface CapacityControllerOptions {
  /** Needs DescribeTable and UpdateTable on the scaled tables. Whoever made it destroys it. */
  readonly client: DynamoDBClient;
  /** Where leases, memory and history are: the same for all who scale a table. */
  readonly store: ScalingStore;
  /** How a table is steered. */
  readonly scaling: (table: string) => TableScaling;
  /**
   * How long a raise waits at most, for the lease and until the table is ACTIVE, in milliseconds, at
   * least 0; default 120,000. An increase takes DynamoDB seconds to minutes.
   */
  readonly waitMs?: number;
  /** Default: none. */
  readonly logger?: ScalingLogger;
  /** Default the machine's. All who scale a table need about the same time of day. */
  readonly clock?: Clock;
  /** Default `Math.random`. */
  readonly random?: Random;
}
