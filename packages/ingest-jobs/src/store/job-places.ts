import type { LoadClients } from "@spillway/aws-clients";
import type { Clock } from "@spillway/pacing";
import type { JobTables } from "../tables.ts";
import type { JobsTable } from "./jobs-table.ts";

/** Where jobs are kept. */
export interface JobPlaces {
  /** Each client is asked for when it is first needed: an answer to `GET` needs DynamoDB alone. */
  readonly clients: Pick<LoadClients, "dynamodb" | "s3" | "sqs">;
  /** `JOBS_TABLE`. */
  readonly table: string;
  /** `CHUNK_QUEUE_URL`. */
  readonly queueUrl: string;
  /** `INGEST_BUCKET`. */
  readonly bucket: string;
  /** `TABLES`, read by `jobTablesSetting`. */
  readonly tables: JobTables;
  /** `JOB_RETENTION_DAYS`: so long after it was accepted all of a job is forgotten. */
  readonly retentionDays: number;
  readonly clock: Clock;
}

/** The table of a store. */
export function tableOf({ clients, table }: Pick<JobPlaces, "clients" | "table">): JobsTable {
  return { client: clients.dynamodb, name: table };
}
