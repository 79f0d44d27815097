import { loadError } from "../../errors.ts";

/**
 * The error for what is none of the formats.
 *
 * @param name the source's, as the person wrote it
 * @param came what it is instead, in words
 * @param hint what to do
 */
export function formatUnknown(name: string, came: string, hint: string): Error {
  return loadError(
    "SOURCE_FORMAT_UNKNOWN",
    `expected CSV, JSON Lines, DynamoDB JSON or Ion, plain, gzip or zstd, in ${name}; came ${came}`,
    { hint },
  );
}
