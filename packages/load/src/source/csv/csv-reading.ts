import type { CsvOptions } from "@spillway/records";

/** How a CSV's text becomes values. What is not there is as in every other CSV. */
export type CsvReading = Required<
  Pick<CsvOptions, "delimiter" | "escape" | "types" | "infer" | "empty" | "notNull">
> &
  Pick<CsvOptions, "names" | "hasHeader" | "skipLines" | "inferred">;
