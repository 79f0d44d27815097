import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CapacityUnits } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import type { ScalingLogger } from "../scaling-logger.ts";
import type { ScalingOverrides } from "../settings/scaling-settings.ts";
import type { ScalingStore } from "../state/scaling-store.ts";

/**
 * Reads what was consumed of a table or index lately, in units a second, by everybody: from CloudWatch's
 * `ConsumedReadCapacityUnits` and `ConsumedWriteCapacityUnits`. It is asked only where DynamoDB told no
 * reason for a throttle.
 *
 * @param resource the index's name; "" is the table
 * @returns what is known of it
 */
export type ReadUsage = (
  table: string,
  resource: string,
) => Promise<Partial<CapacityUnits> | undefined>;

/** How a client scales. Settings that are left out come from the environment. */
export interface ScalingConfig extends ScalingOverrides {
  /** What operations of a name have of their own: a command's, such as `Query`, or the one that was given. */
  readonly operations?: Readonly<Record<string, ScalingOverrides>>;
  /** The table, where neither the error nor the command tells it. */
  readonly tableName?: string;
  /**
   * Describes and updates tables; needs DescribeTable and UpdateTable. Default: a client of region and
   * credentials of the environment. Where yours has an endpoint, a region or credentials of its own,
   * pass it here.
   */
  readonly client?: DynamoDBClient;
  /** Default: the table that `SCALING_STATE_TABLE` names; without it, this process only. */
  readonly store?: ScalingStore;
  /** Such as `cloudwatchUsage`. Default: none; own consumption is all that is known then. */
  readonly usage?: ReadUsage;
  /** How long a raise is waited for, in milliseconds, at least 0; default 120,000. */
  readonly waitMs?: number;
  /** Default: none. */
  readonly logger?: ScalingLogger;
  /** Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default the machine's. */
  readonly clock?: Clock;
  /** Default `Math.random`. */
  readonly random?: Random;
}

/** What one operation has of its own. */
export interface OperationOptions extends ScalingOverrides {
  /** The table, where neither the error nor the command tells it. */
  readonly tableName?: string | undefined;
  /** Ends the waiting and the retries with its reason. */
  readonly signal?: AbortSignal | undefined;
}
