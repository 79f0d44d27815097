import { open } from "node:fs/promises";
import { join } from "node:path";

/**
 * The folder of one DynamoDB export, `AWSDynamoDB/<export id>/`: a local directory, or a prefix in S3.
 */
export interface ExportFolder {
  /** What a person knows it by: a path, or `s3://bucket/prefix`. */
  readonly name: string;
  /**
   * Reads one file of it.
   *
   * @param file its name within the folder, such as `manifest-summary.json` or `data/abc.json.gz`; in
   * an incremental export `../data/abc.json.gz`, since all of a prefix's exports share that folder
   * @returns the bytes as they are stored, or undefined where there is no such file
   */
  read(file: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}

/**
 * An export that was copied from S3 into a local directory, for example by `aws s3 sync`.
 *
 * @param path the directory that holds `manifest-summary.json`
 */
export function localExportFolder(path: string): ExportFolder {
  return {
    name: path,
    read: async (file) => {
      try {
        return (await open(join(path, file))).createReadStream();
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ENOENT" || code === "ENOTDIR";
}
