import { costOfBucket, type Prices } from "@spillway/capacity";
import type { RunUsage } from "./run-usage.ts";

/** Bytes of one part of a file that `aws s3 cp` uploads. */
// https://docs.aws.amazon.com/cli/latest/topic/s3-config.html
const PART_BYTES = 8 * 1024 ** 2;

/** Dollars for bringing its source to S3: the parts, and two requests around them where there are several. */
export function costOfUpload({ importedBytes }: RunUsage, prices: Prices): number {
  if (importedBytes === 0) return 0;
  const parts = Math.ceil(importedBytes / PART_BYTES);
  const puts = parts === 1 ? 1 : parts + 2;
  return costOfBucket({ byteMonths: 0, puts, gets: 0 }, prices);
}
