import { attributeMapFrom } from "@spillway/item";
import { exportFields, ionLine } from "../ion/ion-line.ts";
import { ionParser } from "../ion/ion-struct.ts";
import { jsonLine } from "../json/json-line.ts";
import { keyRecord } from "../json/key-record.ts";
import type { RecordLine } from "../lines/numbered-lines.ts";
import type { Position } from "../position.ts";
import { recordsError } from "../records-error.ts";
import type { MalformedRecord, SourceDelete, SourceItem } from "../source-record.ts";
import type { ExportManifest } from "./export-manifest.ts";

/** What a line may hold, in a full export or in an incremental one. */
interface ExportLine {
  readonly Item?: unknown;
  readonly Keys?: unknown;
  readonly NewImage?: unknown;
}

/** Reads a line, and what is in it by `read`. */
type LineReader = <T>(line: RecordLine, read: (value: unknown) => T) => T | MalformedRecord;

/** Gives what reads one line of an export. */
export async function exportLineReader({
  isIncremental,
  isIon,
}: Pick<ExportManifest, "isIncremental" | "isIon">): Promise<
  (line: RecordLine) => SourceItem | SourceDelete | MalformedRecord
> {
  const reader = isIon ? await ionLineReader() : jsonLine;
  const recordOf = isIncremental ? incrementalExportRecord : fullExportItem;
  return (line) => reader(line, (value) => recordOf(Object(value), line.position));
}

async function ionLineReader(): Promise<LineReader> {
  const parse = await ionParser();
  return (line, read) => ionLine(line, parse, (fields) => read(exportFields(fields)));
}

/** What a line of a full export holds: `{"Item": …}`. */
function fullExportItem({ Item }: ExportLine, position: Position): SourceItem {
  if (Item !== undefined) return { ok: true, attributes: attributeMapFrom(Item), position };
  throw invalid("expected Item, as a line of a full export has; came none");
}

/**
 * What a line of an incremental export holds: the new image is an item to put; without one the item was
 * deleted. An item stands in an export once, in its last state, whatever became of it in between.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport.Output.html#incremental-export-output
 */
function incrementalExportRecord(
  { Keys, NewImage }: ExportLine,
  position: Position,
): SourceItem | SourceDelete {
  if (NewImage !== undefined) {
    return { ok: true, attributes: attributeMapFrom(NewImage), position };
  }
  if (Keys !== undefined) {
    return { ok: true, delete: keyRecord(attributeMapFrom(Keys), invalid), position };
  }
  throw invalid("expected Keys or NewImage, as a line of an incremental export has; came none");
}

function invalid(message: string) {
  return recordsError("EXPORT_LINE_INVALID", message);
}
