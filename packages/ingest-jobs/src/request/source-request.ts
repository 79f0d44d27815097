import { isSpillwayError } from "@spillway/errors";
import { SOURCE_FORMATS } from "@spillway/load/source-formats";
import { textEncoding } from "@spillway/records/text-encoding";
import * as z from "zod";
import { always } from "./also-where-wrong.ts";

const bucketName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "expected the name of a bucket");

const MAX_KEY_BYTES = 1_024;
const objectKey = z
  .string()
  .min(1)
  .max(MAX_KEY_BYTES)
  .refine((key) => key.isWellFormed() && Buffer.byteLength(key) <= MAX_KEY_BYTES, {
    message: `expected UTF-8 of at most ${MAX_KEY_BYTES} bytes`,
  });

/** It is kept in the job's item, beside its state. */
const MAX_BYTES = 65_536;
const MAX_COLUMNS = 2_000;
const MAX_SKIPPED_LINES = 1_000_000;
/** What is said of a CSV, and of no other format. */
const OF_CSV = ["delimiter", "columns", "header", "skipLines", "escape", "types", "empty"] as const;

const encoding = z.string().superRefine((label, { issues }) => {
  try {
    textEncoding(label);
  } catch (error) {
    if (!isSpillwayError(error)) throw error;
    issues.push({ code: "custom", message: error.message, input: label });
  }
});

const oneCharacter = z
  .string()
  .regex(/^[^"\r\n]$/u, "expected one character other than a quote or a newline");

/** How the text of a file is read; what is not said is found out. */
const reading = {
  format: z
    .enum(SOURCE_FORMATS)
    .optional()
    .meta({ description: "How the records are written. Default: found by name and content" }),
  encoding: encoding.optional().meta({
    description: "What the text is in. Default: UTF-8, or UTF-16 by its byte order mark",
    examples: ["windows-1252"],
  }),
  delimiter: oneCharacter
    .optional()
    .meta({ description: "One character between the fields of a CSV. Default: found" }),
  columns: z
    .array(z.string())
    .min(1)
    .max(MAX_COLUMNS)
    .refine((names) => names.some((name) => name.trim() !== ""), "expected a name among them")
    .optional()
    .meta({
      description:
        "Names of a CSV's columns in place of its header's, as many; an empty one leaves its column out",
    }),
  header: z.boolean().optional().meta({
    description: "Whether a CSV has a header; without one it needs columns. Default true",
  }),
  skipLines: z
    .number()
    .int()
    .min(0)
    .max(MAX_SKIPPED_LINES)
    .optional()
    .meta({ description: "Lines of a CSV before its header, such as a title. Default 0" }),
  escape: z
    .union([z.literal("none"), oneCharacter])
    .optional()
    .meta({
      description:
        "The character that stands before a quote that is text in a CSV, such as MySQL's backslash, or none. Default: found",
    }),
  types: z
    .record(z.string().min(1), z.enum(["string", "number", "boolean"]))
    .refine(({ "*": others = "string" }) => others === "string", {
      message: "expected string for *: every other column is text then",
      path: ["*"],
    })
    .optional()
    .meta({
      description:
        "Types of a CSV's columns by their names; * is every other one, and can be string. Default: found from the first records",
      examples: [{ age: "number", "*": "string" }],
    }),
  empty: z.enum(["omit", "keep", "null"]).optional().meta({
    description:
      "What an empty cell of a CSV becomes: left out, an empty text, or NULL (left out where a key is). Default omit",
  }),
};

/** Where a job's records lie if they do not come with the request, and how they are written. */
export const sourceSchema = z
  .strictObject({
    bucket: bucketName.meta({ description: "The bucket of the file" }),
    key: objectKey.optional().meta({ description: "The key of one object" }),
    prefix: objectKey
      .optional()
      .meta({ description: "Instead of a key: all objects whose keys begin so" }),
    ...reading,
  })
  .refine(({ key, prefix }) => (key === undefined) !== (prefix === undefined), {
    message: "expected one of key and prefix",
    ...always,
  })
  .superRefine((source, { issues }) => {
    const { format = "csv", header, columns } = source;
    if (format !== "csv") {
      for (const name of OF_CSV.filter((name) => source[name] !== undefined)) {
        const message = `expected none: only a CSV has ${name}`;
        issues.push({ code: "custom", message, path: [name], input: source[name] });
      }
    }
    if (header === false && columns === undefined) {
      const message = "expected names of the columns: no header has them";
      issues.push({ code: "custom", message, path: ["columns"], input: columns });
    }
  }, always)
  .refine((source) => Buffer.byteLength(JSON.stringify(source)) <= MAX_BYTES, {
    message: `expected at most ${MAX_BYTES} bytes of JSON`,
    ...always,
  });
