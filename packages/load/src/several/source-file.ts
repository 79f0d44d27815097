import type { InputFacts } from "../input/input.ts";

/** One file, or object, of a source that has several: found, not opened. */
export interface SourceFile {
  /** As a person would write it: a path, or `s3://bucket/key`. */
  readonly name: string;
  /** Undefined where nobody knows before it is read, as of an export's folder. */
  readonly bytes: number | undefined;
  /** Of an object in S3. */
  readonly etag?: string;
}

/** Why something that lies among the files of a source is not loaded. */
export type WhyPassedOver =
  | "empty"
  | "hidden"
  | "a manifest or checksum"
  | "no file"
  | "named twice";

/** What lies among the files of a source and is not loaded. */
export interface PassedOver {
  readonly why: WhyPassedOver;
  readonly count: number;
  /** The first of them. */
  readonly names: readonly string[];
}

/** Several files that are one source: which they are is fixed when the load begins. */
export interface SeveralInput extends InputFacts {
  /** In the order in which they are loaded. */
  readonly files: readonly SourceFile[];
  readonly passedOver: readonly PassedOver[];
}

/** Files that one name stands for. */
export type FoundFiles = Pick<SeveralInput, "files" | "passedOver">;

/**
 * The most files that one load takes: a checkpoint names each of them, in about 25 bytes, and is saved
 * every second.
 */
export const MAX_FILES = 100_000;

/** How many bytes files have together; undefined where it is not known of one of them. */
export function bytesOf(files: readonly SourceFile[]): number | undefined {
  let total = 0;
  for (const { bytes } of files) {
    if (bytes === undefined) return undefined;
    total += bytes;
  }
  return total;
}
