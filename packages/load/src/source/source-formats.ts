/** How an input's records are written, by the names that a person says. */
export const SOURCE_FORMATS = [
  "csv",
  "json-lines",
  "json",
  "dynamodb-json",
  "batch-write",
  "ion",
  "rejects",
] as const;
export type SourceFormat = (typeof SOURCE_FORMATS)[number];
