import { createHash } from "node:crypto";
import type { ExportFolder } from "@spillway/records";
import type { ExportInput } from "./input.ts";

/** What every export has, and what tells one from another. */
const SUMMARY = "manifest-summary.json";

/**
 * The folder of a DynamoDB export.
 *
 * @param label its last part
 * @returns undefined for a folder that is none
 */
export async function exportInput(
  folder: ExportFolder,
  label: string,
): Promise<ExportInput | undefined> {
  const summary = await folder.read(SUMMARY);
  if (summary === undefined) return undefined;
  const hash = createHash("sha256");
  for await (const chunk of summary) hash.update(chunk);
  return {
    name: folder.name,
    label,
    bytes: undefined,
    identity: { summary: hash.digest("hex") },
    folder,
  };
}
