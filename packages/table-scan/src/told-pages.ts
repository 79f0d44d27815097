import { awsRequest, type Target } from "@spillway/aws";
import { tableScanError } from "./errors.ts";
import type { ScanPage } from "./scan-pages.ts";

/**
 * Pages of a scan whose errors say what was being done, and where.
 *
 * @param table its name or ARN, for the message
 * @throws SpillwayError `SCAN_REFUSED` where DynamoDB can't make sense of what is to be read; what
 * `awsRequest` of `@spillway/aws` makes of the others
 * @example
 * for await (const page of toldPages(scanPages({ table, … }), table, clients.target)) …
 */
export async function* toldPages(
  pages: AsyncGenerator<ScanPage, void, undefined>,
  table: string,
  target: Target,
): AsyncGenerator<ScanPage, void, undefined> {
  const next = async () => {
    try {
      return await pages.next();
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "ValidationException") throw error;
      const message = `DynamoDB refuses to read "${table}" so: ${error.message}`;
      throw tableScanError("SCAN_REFUSED", message, {
        hint: "Check --filter, --projection, --names, --values, --index and --consistent.",
        cause: error,
      });
    }
  };
  try {
    for (;;) {
      const page = await awsRequest(`could not read the table "${table}"`, target, next);
      if (page.done) return;
      yield page.value;
    }
  } finally {
    await pages.return();
  }
}
