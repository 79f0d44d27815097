import {
  DescribeTableCommand,
  type DynamoDBClient,
  UpdateTableCommand,
  type UpdateTableCommandInput,
} from "@aws-sdk/client-dynamodb";
import { type CapacityRequest, TABLE_RESOURCE } from "@spillway/capacity";
import { type DescribedTable, describedTable } from "./described-table.ts";
import { nextDecreaseAtOf } from "./next-decrease-at.ts";

/** What became of a request to change capacity. */
export type UpdateOutcome =
  | { readonly kind: "accepted" }
  /** Another change is being made, or was just made. */
  | { readonly kind: "in use"; readonly code: string; readonly message: string }
  /** A limit of DynamoDB's. */
  | {
      readonly kind: "limit exceeded";
      readonly code: string;
      readonly message: string;
      /** Where it was one of decreases, in milliseconds. */
      readonly nextDecreaseAtMs?: number;
    };

/** Reads and changes the capacity of tables. */
export interface TableCapacity {
  describe(table: string): Promise<DescribedTable>;
  /** Sends one UpdateTable. It throws what is neither done nor refused for one of the known reasons. */
  update(table: string, request: CapacityRequest): Promise<UpdateOutcome>;
}

/**
 * The capacity of DynamoDB's tables.
 *
 * @param client needs DescribeTable and UpdateTable
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
export function dynamodbTableCapacity(client: DynamoDBClient): TableCapacity {
  return {
    async describe(table) {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
      return describedTable(Table ?? {});
    },
    async update(table, request) {
      try {
        await client.send(new UpdateTableCommand(updateTableInput(table, request)));
        return { kind: "accepted" };
      } catch (error) {
        const refused = error instanceof Error ? refusalOf(error) : undefined;
        if (refused === undefined) throw error;
        return refused;
      }
    },
  };
}

function updateTableInput(table: string, request: CapacityRequest): UpdateTableCommandInput {
  const input: UpdateTableCommandInput = { TableName: table };
  const indexes: UpdateTableCommandInput["GlobalSecondaryIndexUpdates"] = [];
  for (const { resource, to } of request.changes) {
    const ProvisionedThroughput = {
      ReadCapacityUnits: to.readUnits,
      WriteCapacityUnits: to.writeUnits,
    };
    if (resource === TABLE_RESOURCE) input.ProvisionedThroughput = ProvisionedThroughput;
    else indexes.push({ Update: { IndexName: resource, ProvisionedThroughput } });
  }
  if (indexes.length > 0) input.GlobalSecondaryIndexUpdates = indexes;
  return input;
}

/** "The provisioned throughput for the table will not change": another one has set the same. */
const NO_CHANGE = /will not change/i;

function refusalOf({ name: code, message }: Error): UpdateOutcome | undefined {
  if (code === "ResourceInUseException") return { kind: "in use", code, message };
  if (code === "ValidationException" && NO_CHANGE.test(message)) {
    return { kind: "in use", code, message };
  }
  if (code !== "LimitExceededException") return undefined;
  const nextDecreaseAtMs = nextDecreaseAtOf(message);
  return {
    kind: "limit exceeded",
    code,
    message,
    ...(nextDecreaseAtMs === undefined ? {} : { nextDecreaseAtMs }),
  };
}
