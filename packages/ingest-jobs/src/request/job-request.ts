import { isSpillwayError } from "@spillway/errors";
import { keyTemplate as readTemplate } from "@spillway/item";
import * as z from "zod";
import { always } from "./also-where-wrong.ts";
import { sourceSchema } from "./source-request.ts";

/** How a job's records reach the table. */
export const JOB_STRATEGIES = ["direct", "buffered", "spillover"] as const;
export type JobStrategy = (typeof JOB_STRATEGIES)[number];

/** The most records of one request. */
export const MAX_INLINE_RECORDS = 10_000;

const keyTemplate = z
  .string()
  .min(1)
  .max(2_048)
  .superRefine((text, { issues }) => {
    try {
      readTemplate(text);
    } catch (error) {
      if (!isSpillwayError(error)) throw error;
      issues.push({ code: "custom", message: error.message, input: text });
    }
  })
  .meta({ description: "A template of a key, such as USER#{id}", examples: ["USER#{id}"] });

const jsonValue = z.json().meta({ id: "JsonValue", description: "Any JSON value" });

/**
 * What a job is asked to do: the body of `POST /jobs`. Strict: a name that is not known is a problem.
 *
 * @example
 * jobRequestSchema.parse({ table: "users", records: [{ id: "7" }], keys: { pk: "USER#{id}" } });
 */
export const jobRequestSchema = z
  .strictObject({
    table: z
      .string()
      .regex(
        /^[a-zA-Z0-9_.-]{3,255}$/,
        "expected the name of a table: 3 to 255 of a-z A-Z 0-9 _ . -",
      )
      .meta({ description: "The table that is written", examples: ["spillway-local-users"] }),
    records: z
      .array(z.record(z.string(), jsonValue))
      .min(1)
      .max(MAX_INLINE_RECORDS)
      .optional()
      .meta({ description: `The records themselves, 1 to ${MAX_INLINE_RECORDS}` }),
    source: sourceSchema
      .optional()
      .meta({ description: "Instead of records: a file in S3, or all below a prefix" }),
    keys: z
      .strictObject({ pk: keyTemplate.optional(), sk: keyTemplate.optional() })
      .optional()
      .meta({ description: "What the keys are made of. Default: the records have them" }),
    rate: z
      .union([
        z.number().positive().max(10_000_000),
        z.string().regex(/^(100|[1-9][0-9]?)%$/, "expected 1% to 100%"),
      ])
      .optional()
      .meta({
        description:
          "Write units a second that all workers of the job take together on the table and on each index, or a share of what the table has. Default: all that it has",
      }),
    strategy: z.enum(JOB_STRATEGIES).default("direct").meta({
      description:
        "direct: into the table at its pace. buffered: into the table's buffer queue. spillover: at the table's pace while there is time, the rest into the queue",
    }),
    spillAfterSeconds: z.number().int().min(1).max(86_400).optional().meta({
      description: "For spillover: seconds after which the rest goes into the queue. Default 60",
    }),
    ttl: z
      .strictObject({
        attribute: z.string().min(1).max(255).optional(),
        seconds: z.number().int().min(1).max(3_155_760_000),
      })
      .optional()
      .meta({ description: "Items expire so long after the job was accepted" }),
    deletes: z
      .boolean()
      .default(false)
      .meta({ description: "Delete the items that have the records' keys" }),
  })
  .refine(({ records, source }) => (records === undefined) !== (source === undefined), {
    message: "expected one of records and source",
    ...always,
  })
  .refine(
    ({ strategy, spillAfterSeconds }) =>
      spillAfterSeconds === undefined || strategy === "spillover",
    {
      message: "expected none: only the strategy spillover spills",
      path: ["spillAfterSeconds"],
      ...always,
    },
  )
  .meta({ id: "JobRequest" });

/** A checked request. */
export type JobRequest = z.output<typeof jobRequestSchema>;
