import type { WriteOptions, WriteSource } from "./write-options.ts";
import type { WriteReport } from "./write-report.ts";

export async function writeAll(_source: WriteSource, _options: WriteOptions): Promise<WriteReport> {
  throw new Error("not written yet");
}
