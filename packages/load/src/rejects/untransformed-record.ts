import { isSpillwayError } from "@spillway/errors";
import { attributeMapFrom, type PlainRecord, plainRecordFrom } from "@spillway/item";
import { exactJson } from "@spillway/records";
import { isExportLine, isItem } from "../source/json/item-lines.ts";
import { contentRecord, isRecord } from "./record-content.ts";
import { isRejectLine, type RejectLine } from "./reject-line.ts";

/**
 * The record of a reject file's line that no transform has made yet: it threw for it, or the record's
 * text could not be read before and can now. Undefined for a line of any other kind.
 */
export function untransformedRecord(line: RejectLine): PlainRecord | undefined {
  try {
    if (line.untransformed) return contentRecord(line.fields, line.typed);
    return typeof line.raw === "string" ? recordOfText(line.raw) : undefined;
  } catch (error) {
    // What is wrong with it is said where every line is looked at.
    if (isSpillwayError(error) || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function recordOfText(text: string): PlainRecord | undefined {
  const value = exactJson(text);
  if (isRejectLine(value)) return untransformedRecord(value);
  if (isExportLine(value)) return plainRecordFrom(attributeMapFrom(value.Item));
  if (isItem(value)) return plainRecordFrom(attributeMapFrom(value));
  return isRecord(value) ? value : undefined;
}
