import { attributeMapFrom } from "@spillway/item";
import { jsonLine } from "../json/json-line.ts";
import { keyRecord } from "../json/key-record.ts";
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
      return { ok: true, delete: keyRecord(attributeMapFrom(Keys), invalid), position };
    }
    throw invalid("expected Keys or NewImage, as a line of an incremental export has; came none");
  });
}

function invalid(message: string) {
  return recordsError("EXPORT_LINE_INVALID", message);
}
