import { type AttributeMap, attributeMapFrom, ExactNumber, type PlainRecord } from "@spillway/item";
import { jsonLine } from "../json/json-line.ts";
import type { RecordLine } from "../lines/numbered-lines.ts";
import { recordsError } from "../records-error.ts";
import type { MalformedRecord, SourceDelete, SourceItem } from "../source-record.ts";

/** What a line may hold, in a full export or in an incremental one. */
interface ExportLine {
  readonly Item?: unknown;
  readonly Keys?: unknown;
  readonly NewImage?: unknown;
}

/** Reads one line of a full export: `{"Item": …}`. */
export function fullExportItem(line: RecordLine): SourceItem | MalformedRecord {
  const { position } = line;
  return jsonLine(line, (value) => {
    const { Item }: ExportLine = Object(value);
    if (Item !== undefined) return { ok: true, attributes: attributeMapFrom(Item), position };
    throw invalid("expected Item, as a line of a full export has; came none");
  });
}

/**
 * Reads one line of an incremental export: the new image is an item to put; without one the item was
 * deleted. An item stands in an export once, in its last state, whatever became of it in between.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html#incremental-export-output
 */
export function incrementalExportItem(
  line: RecordLine,
): SourceItem | SourceDelete | MalformedRecord {
  const { position } = line;
  return jsonLine<SourceItem | SourceDelete>(line, (value) => {
    const { Keys, NewImage }: ExportLine = Object(value);
    if (NewImage !== undefined) {
      return { ok: true, attributes: attributeMapFrom(NewImage), position };
    }
    if (Keys !== undefined) {
      return { ok: true, delete: keyRecord(attributeMapFrom(Keys)), position };
    }
    throw invalid("expected Keys or NewImage, as a line of an incremental export has; came none");
  });
}

/** A key attribute is a string, a number or binary. */
function keyRecord(key: AttributeMap): PlainRecord {
  return Object.fromEntries(
    Object.entries(key).map(([name, value]) => {
      if ("S" in value) return [name, value.S];
      if ("N" in value) return [name, new ExactNumber(value.N)];
      if ("B" in value) return [name, Buffer.from(value.B, "base64")];
      const came = Object.keys(value).join();
      throw invalid(`expected S, N or B as the key ${JSON.stringify(name)}; came ${came}`);
    }),
  );
}

function invalid(message: string) {
  return recordsError("EXPORT_LINE_INVALID", message);
}
