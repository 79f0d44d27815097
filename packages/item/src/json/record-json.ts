import { ExactNumber } from "../number/exact-number.ts";
import type { PlainRecord, PlainValue } from "../value/attribute-value.ts";
import { checkNesting } from "../value/nesting.ts";
import { attributeValue, isPlainObject, numberText, toAttributeMap } from "../value/plain-value.ts";
import type { ValueOpening } from "./attribute-opening.ts";
import { type ItemJson, ItemWriter } from "./item-writer.ts";

function writeAttributes(writer: ItemWriter, record: PlainRecord, level: number): number {
  let count = 0;
  for (const name of Object.keys(record)) {
    const value = record[name];
    if (value === undefined) continue;
    writeValue(writer, writer.attribute(name, count), value, level);
    count += 1;
  }
  return count;
}

function writeValue(
  writer: ItemWriter,
  opening: ValueOpening,
  value: PlainValue | undefined,
  level: number,
): void {
  if (typeof value === "string") writer.text(opening, value);
  else if (typeof value === "number") writer.number(opening, numberText(value, ""));
  else if (typeof value === "boolean") writer.boolean(opening, value);
  else if (value === null) writer.null(opening);
  else if (Array.isArray(value)) {
    checkNesting(level + 1, "");
    writer.beginNested(opening, "L");
    // By index, which visits holes too.
    for (let index = 0; index < value.length; index += 1) {
      writeValue(writer, writer.element(index), value[index], level + 1);
    }
    writer.endNested("L", value.length);
  } else if (typeof value === "object" && isPlainObject(value)) {
    checkNesting(level + 1, "");
    writer.beginNested(opening, "M");
    writer.endNested("M", writeAttributes(writer, value, level + 1));
  } else if (typeof value === "bigint") writer.number(opening, numberText(value, ""));
  else if (value instanceof ExactNumber) writer.number(opening, value.text);
  else writer.value(opening, attributeValue(value, "", level));
}

/**
 * A record's wire JSON with its sizes, in one walk: what `toAttributeMap`, `JSON.stringify` and
 * `itemSize` give, without the tree between them.
 *
 * @throws VALUE_NOT_STORABLE as {@link toAttributeMap}
 */
export function recordJson(record: PlainRecord): ItemJson {
  const writer = new ItemWriter();
  try {
    writer.endItem(writeAttributes(writer, record, 1));
    return writer;
  } catch (refusal) {
    // The walk knows what is wrong but builds no paths: the tree's way names the attribute.
    toAttributeMap(record);
    throw refusal;
  }
}
