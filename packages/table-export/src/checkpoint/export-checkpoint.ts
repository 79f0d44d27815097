import * as z from "zod";
import { exportError } from "../errors.ts";
import { columnKindsSchema } from "../formats/csv-kinds.ts";
import { remarksSchema } from "../remarks/remarks.ts";

const count = z.number().int().min(0);

export const exportCheckpointSchema = z.object({
  version: z.literal(1),
  /** When the export first began, ISO 8601. */
  startedAt: z.iso.datetime(),
  savedAt: z.iso.datetime(),
  /** What tells this export from another: the table, what is read of it, how it is written. */
  export: z.record(z.string(), z.json()),
  /**
   * What is done next: `items` are read from the table, `rows` of a CSV are written from the items that
   * were read, and a `whole` file gets its name.
   */
  phase: z.enum(["items", "rows", "whole"]),
  /** Where the scan goes on: JSON, in its own words. */
  scan: z.unknown(),
  /** Length of what was written up to there, in bytes. */
  bytes: count,
  /** Items that are in it. */
  items: count,
  /** Items that were read, those that the filter left out included. */
  scanned: count,
  readUnits: z.number().min(0),
  durationMs: z.number().min(0),
  /** What is to be told at the end, as far as it is known. */
  remarks: remarksSchema,
  /** The columns of a CSV that were met, in that order, where none were named. */
  columns: z.array(z.string()).optional(),
  /** What the columns of a CSV hold, by their places. */
  kinds: columnKindsSchema.optional(),
});

/** How far an export came: what is before `bytes` is what the scan gave before `scan`. */
export type ExportCheckpoint = z.infer<typeof exportCheckpointSchema>;

/** Where the checkpoint of one export is kept. */
export interface ExportCheckpointStore {
  /** Where it is, for a person to find it. */
  readonly name: string;
  /** Its text, or undefined where there is none. */
  read(): Promise<string | undefined>;
  /** Keeps it: after a crash there is the old one or the new one, whole. */
  save(text: string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Reads the text of a checkpoint.
 *
 * @param name where it was, for the message
 * @throws SpillwayError `EXPORT_CHECKPOINT_INVALID` for what is none, or is of another version
 */
export function parseExportCheckpoint(text: string, name: string): ExportCheckpoint {
  try {
    return exportCheckpointSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw exportError(
      "EXPORT_CHECKPOINT_INVALID",
      `expected the checkpoint of an export in ${name}; it is none, or of another version`,
      { hint: "Move it away, or begin anew: --force", cause },
    );
  }
}
