import { type ExportRecord, exportRecords } from "../../src/index.ts";
import { type ExportFiles, memoryFolder } from "./export-sources.ts";

export async function allRecords(source: AsyncIterable<ExportRecord>): Promise<ExportRecord[]> {
  const found: ExportRecord[] = [];
  for await (const one of source) found.push(one);
  return found;
}

/** The records of an export from one on. */
export const readExport = (files: ExportFiles, index = 0): Promise<ExportRecord[]> =>
  allRecords(exportRecords(memoryFolder(files), { from: { index } }));
