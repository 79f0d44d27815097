import { type Operation, operation } from "@spillway/http-service";
import type { Jobs } from "@spillway/ingest-jobs";
import { timeOrderedId } from "@spillway/item";
import { rejectListSchema, uploadSchema } from "@spillway/jobs-client";
import * as z from "zod";
import type { BucketLinks } from "../bucket-links.ts";
import { cursor, found, jobParams } from "./job-operations.ts";

/** S3's limit of an object that is put in one request. */
const MAX_UPLOAD_BYTES = 5_368_709_120;

const newUploadSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^(?!\.)[A-Za-z0-9._-]{1,200}$/,
        "expected a file's name: 1 to 200 of a-z A-Z 0-9 . _ -, no dot first",
      )
      .meta({
        description: "The file's name: its ending tells the format",
        examples: ["users.csv"],
      }),
    bytes: z
      .int()
      .min(1)
      .max(MAX_UPLOAD_BYTES)
      .meta({ description: "Its size, exactly; S3 takes no other. Up to 5 GiB" }),
    contentType: z
      .string()
      .regex(/^[\w.+-]+\/[\w.+-]+$/, "expected a media type such as text/csv")
      .max(100)
      .default("application/octet-stream"),
  })
  .meta({ id: "NewUpload" });

const tag = "Files";

/** The operations on files: of records to be loaded, and of those that were not written. */
export function fileOperations(
  jobs: Jobs,
  links: BucketLinks,
  now: () => number,
): readonly Operation[] {
  return [
    operation({
      ...{ id: "createUpload", method: "POST", path: "/uploads", tag },
      summary: "Get an address to put a file to",
      description:
        "For records that are too many for a body. PUT the file to `url` with `headers`, then submit a job whose source is `bucket` and `key`. A larger file goes into a bucket of your own, by multipart upload.",
      body: newUploadSchema,
      answers: { 201: { description: "Where the file may be put", schema: uploadSchema } },
      handle: async ({ body: { name, bytes, contentType } }) => {
        const key = `uploads/${timeOrderedId(now())}/${name}`;
        const headers = { "content-length": String(bytes), "content-type": contentType };
        const place = { bucket: links.bucket, key, expiresAt: links.expiresAt() };
        return {
          status: 201,
          body: { method: "PUT", url: links.toPut(key, headers), headers, ...place },
        };
      },
    }),
    operation({
      ...{ id: "listRejects", method: "GET", path: "/jobs/{id}/rejects", tag },
      summary: "List the files with rejects",
      description:
        "Files of records that were not written, one a line, in the form that a new job takes once they are mended (format rejects). Those of chunks that have ended.",
      params: jobParams,
      query: z.strictObject({
        limit: z.coerce
          .number("expected a number from 1 to 1000")
          .int()
          .min(1)
          .max(1_000)
          .default(100)
          .meta({ description: "Files of a page, 1 to 1,000" }),
        after: cursor.meta({ description: "`next` of the page before" }),
      }),
      answers: { 200: { description: "A page of files", schema: rejectListSchema } },
      problems: ["JOB_NOT_FOUND"],
      handle: async ({ params: { id }, query: { limit, after = "" } }) => {
        const { rejects } = await found(jobs, id);
        const rest = rejects.filter(({ key }) => key > after);
        const page = rest.slice(0, limit);
        const next = rest.length > limit ? page.at(-1)?.key : undefined;
        return {
          status: 200,
          body: {
            rejects: page.map(({ key, bytes }) => ({ key, bytes, url: links.toGet(key) })),
            expireAt: links.expiresAt(),
            ...(next === undefined ? {} : { next }),
          },
        };
      },
    }),
  ];
}
