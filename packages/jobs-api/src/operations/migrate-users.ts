import { type Operation, operation } from "@spillway/http-service";
import { type JobRequest, type Jobs, MAX_INLINE_RECORDS } from "@spillway/ingest-jobs";
import { sampleRecords } from "@spillway/sample-spike";
import * as z from "zod";
import { ACCEPTED, submitted } from "./job-operations.ts";

const userSchema = z
  .record(z.string(), z.json().meta({ id: "JsonValue", description: "Any JSON value" }))
  .refine(({ id }) => (typeof id === "string" && id !== "") || typeof id === "number", {
    message: "expected an id: text or a number",
    path: ["id"],
  });

const migrationSchema = z
  .strictObject({
    users: z
      .array(userSchema)
      .min(1)
      .max(MAX_INLINE_RECORDS)
      .meta({ description: "Users, each with an id. Default: the 1,000 records of the sample" }),
  })
  .optional()
  .meta({ id: "Migration" });

/**
 * The example that a service for heavy writes begins with: one request that loads users, or the sample.
 *
 * @param table that they go to; its keys are text
 */
export function migrateUsers(jobs: Jobs, table: string): Operation {
  return operation({
    ...{ id: "migrateUsers", method: "POST", path: "/api/users/migrate", tag: "Example" },
    summary: "Load users, or the sample",
    description: `A job of the users in the body, or of the 1,000 sample records, into ${table}.`,
    body: migrationSchema,
    idempotent: true,
    answers: { 202: ACCEPTED },
    problems: ["IDEMPOTENCY_KEY_REUSED"],
    handle: async ({ body, caller, idempotency }) => {
      const what = body === undefined ? await sample() : ofUsers(body.users);
      const request: JobRequest = { table, strategy: "direct", deletes: false, ...what };
      return submitted(jobs, request, { caller, ...(idempotency && { idempotency }) });
    },
  });
}

type Records = Pick<JobRequest, "records" | "keys">;

function ofUsers(users: NonNullable<Records["records"]>): Records {
  return { records: users, keys: { pk: "USER#{id}", sk: "PROFILE" } };
}

async function sample(): Promise<Records> {
  const records: NonNullable<Records["records"]> = [];
  // Orders hold text and numbers only: they are JSON as they are.
  for await (const order of sampleRecords()) records.push(order as (typeof records)[number]);
  return { records, keys: { pk: "ORDER#{order_number}", sk: "ORDER" } };
}
