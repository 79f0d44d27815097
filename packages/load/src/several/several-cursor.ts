import * as z from "zod";
import { loadError } from "../errors.ts";

const count = z.number().int().min(0);

const cursorSchema = z.object({
  /** Number of the file, from 0; that of the files where all are done. */
  file: count,
  /** How many of its records are done. */
  record: count,
  /** Where the file has a cursor of its own. */
  within: z.json().optional(),
  /** What the file was, where some of its records are done: it must still be the same. */
  identity: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** The types of columns that were inferred so far, and from how many records. */
  inferred: z
    .object({
      types: z.record(z.string(), z.enum(["string", "number", "boolean"])),
      sampled: count,
    })
    .optional(),
});

/** Where the reading of several files goes on. */
export type SeveralCursor = z.infer<typeof cursorSchema>;

/** The beginning of the first file. */
export const FIRST_FILE: SeveralCursor = { file: 0, record: 0 };

/** @throws SpillwayError `CHECKPOINT_INVALID` for a cursor of another source */
export function severalCursorOf(cursor: unknown): SeveralCursor {
  const parsed = cursorSchema.safeParse(cursor ?? FIRST_FILE);
  if (parsed.success) return parsed.data;
  throw loadError("CHECKPOINT_INVALID", "the checkpoint does not say in which file it goes on", {
    hint: "Begin anew without --resume.",
    cause: parsed.error,
  });
}
