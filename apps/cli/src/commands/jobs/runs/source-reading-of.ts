import { cliError } from "../../../errors.ts";
import type { SourceReading } from "../../../jobs/source/source-reading.ts";
import type { TextOptions } from "../../../load/reading-options.ts";

/**
 * What the options of `spillway jobs submit` say of how its source is written.
 *
 * @param from the source as a person named it
 * @throws SpillwayError `JOB_SOURCE_INVALID` where something is said of standard input, which is JSON Lines
 */
export function sourceReadingOf(from: string, options: TextOptions): SourceReading {
  const { format, encoding, delimiter, columns, header, skipLines, types, empty } = options;
  const reading: SourceReading = {
    ...(format !== undefined && { format }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(columns !== undefined && { columns }),
    ...(header === false && { header }),
    ...(skipLines !== undefined && { skipLines }),
    ...(options.escape !== undefined && options.escape !== "auto" && { escape: options.escape }),
    ...(types !== undefined && {
      types: { ...types.columns, ...(types.infer ? {} : { "*": "string" }) },
    }),
    ...(empty !== "omit" && { empty }),
  };
  if (from === "-") assertJsonLines(reading);
  return reading;
}

function assertJsonLines({ format = "json-lines", ...csv }: SourceReading): void {
  const said = Object.keys(csv);
  if (format === "json-lines" && said.length === 0) return;
  const came = format === "json-lines" ? said.join(", ") : format;
  throw cliError(
    "JOB_SOURCE_INVALID",
    `expected JSON Lines on standard input, of which nothing else is said; came ${came}`,
    { hint: "Submit a file, or an object in S3: a job reads those as load does." },
  );
}
