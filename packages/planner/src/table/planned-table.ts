import type { TableShape } from "@spillway/capacity";

/** The table that is planned for. */
export interface PlannedTable {
  /** Keys, indexes and today's capacity. */
  readonly shape: TableShape;
  /** Where it comes from: `DescribeTable of Users`, `aws_dynamodb_table.users in plan.json`, `options`. */
  readonly source: string;
  /** Whether it is there already: import from S3 makes new tables only. */
  readonly exists: boolean;
  /** What it takes at once, where DynamoDB says so (warm throughput); default: as its billing has it. */
  readonly warmWriteUnits?: number;
}
