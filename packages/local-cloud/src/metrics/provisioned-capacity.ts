import {
  DescribeTableCommand,
  type DynamoDBClient,
  type ProvisionedThroughputDescription,
  ResourceNotFoundException,
  type TableDescription,
} from "@aws-sdk/client-dynamodb";
import { type Clock, systemClock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import type { ClosingStack } from "../process/closing-stack.ts";
import type { Observation } from "./metric-buffer.ts";

const MINUTE_MS = 60_000;

export interface ProvisionedCapacityOptions {
  /** The region's tables. */
  readonly tables: () => Promise<readonly string[]>;
  /** What a table has that is in force; undefined when it is gone. */
  readonly describe: (table: string) => Promise<TableDescription | undefined>;
  readonly observe: (observation: Observation) => void;
  readonly clock: Clock;
  readonly onError: ErrorReport;
}

/**
 * Observes each minute what tables and global indexes have provisioned, used or not: what was scaled down
 * after the load ended would otherwise never be seen.
 */
export class ProvisionedCapacity {
  readonly #options: ProvisionedCapacityOptions;
  readonly #stopping = new AbortController();

  constructor(options: ProvisionedCapacityOptions) {
    this.#options = options;
  }

  /** Goes on until it is closed. */
  begin(): void {
    this.#run().catch((error: unknown) => this.#failed(error));
  }

  close(): void {
    this.#stopping.abort();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      await clock.sleep(MINUTE_MS - (clock.now() % MINUTE_MS), this.#stopping.signal);
      await this.#observe(clock.now()).catch((error: unknown) => this.#failed(error));
    }
  }

  async #observe(at: number): Promise<void> {
    const { tables, describe, observe } = this.#options;
    for (const table of await tables()) {
      const description = await describe(table);
      for (const one of provisionedObservations(table, description, at)) observe(one);
    }
  }

  #failed(error: unknown): void {
    if (this.#stopping.signal.aborted) return;
    this.#options.onError("provisioned capacity of tables", error);
  }
}

/** Begins to observe a region's tables. */
export function startProvisionedCapacity({
  client,
  closing,
  ...options
}: Pick<ProvisionedCapacityOptions, "tables" | "observe" | "onError"> & {
  readonly client: DynamoDBClient;
  readonly closing: ClosingStack;
}): void {
  const describe = (table: string) => describedTable(client, table);
  const capacity = new ProvisionedCapacity({ ...options, describe, clock: systemClock });
  capacity.begin();
  closing.add("provisioned capacity", () => capacity.close());
}

/** What DescribeTable says of a table; undefined when there is none. */
async function describedTable(
  client: DynamoDBClient,
  table: string,
): Promise<TableDescription | undefined> {
  try {
    return (await client.send(new DescribeTableCommand({ TableName: table }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/**
 * What DynamoDB puts into CloudWatch of a table's and its indexes' provisioned capacity; nothing on demand.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function provisionedObservations(
  table: string,
  description: TableDescription | undefined,
  at: number,
): Observation[] {
  const of = (throughput: ProvisionedThroughputDescription | undefined, index?: string) => {
    const dimensions: Record<string, string> = { TableName: table };
    if (index !== undefined) dimensions.GlobalSecondaryIndexName = index;
    const { WriteCapacityUnits = 0, ReadCapacityUnits = 0 } = throughput ?? {};
    return [
      ["ProvisionedWriteCapacityUnits", WriteCapacityUnits] as const,
      ["ProvisionedReadCapacityUnits", ReadCapacityUnits] as const,
    ].flatMap(([name, value]): Observation[] =>
      value > 0 ? [{ namespace: "AWS/DynamoDB", name, value, dimensions, unit: "Count", at }] : [],
    );
  };
  if (description?.BillingModeSummary?.BillingMode === "PAY_PER_REQUEST") return [];
  return [
    ...of(description?.ProvisionedThroughput),
    ...(description?.GlobalSecondaryIndexes ?? []).flatMap((index) =>
      of(index.ProvisionedThroughput, index.IndexName),
    ),
  ];
}
