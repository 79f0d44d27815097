import type { Prices } from "@spillway/capacity";
import type { RunUsage } from "./run-usage.ts";
import { GB } from "./storage-cost.ts";

/** Bytes of one part of a file that `aws s3 cp` uploads. */
// https://docs.aws.amazon.com/cli/latest/topic/s3-config.html
const PART_BYTES = 8 * 1024 ** 2;

/** Dollars for an import from S3: by the size of the source, uncompressed; its indexes cost nothing more. */
// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.HowItWorks.html
export function costOfImport({ importedBytes }: RunUsage, prices: Prices): number {
  return (importedBytes / GB) * prices.importGb;
}

/** Dollars for bringing its source to S3: the parts, and two requests around them where there are several. */
export function costOfUpload({ importedBytes }: RunUsage, prices: Prices): number {
  if (importedBytes === 0) return 0;
  const parts = Math.ceil(importedBytes / PART_BYTES);
  return (parts === 1 ? 1 : parts + 2) * prices.s3Put;
}
