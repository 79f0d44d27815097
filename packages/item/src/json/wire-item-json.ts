import { checkNesting } from "../value/nesting.ts";
import { notStorable } from "../value/not-storable.ts";
import { attributeMapFrom, attributeValue } from "../value/wire-json.ts";
import type { ValueOpening } from "./attribute-opening.ts";
import { type ItemJson, ItemWriter } from "./item-writer.ts";

type Named = Readonly<Record<string, unknown>>;

const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function writeAttributes(writer: ItemWriter, map: Named, level: number): number {
  let count = 0;
  for (const name of Object.keys(map)) {
    writeValue(writer, writer.attribute(name, count), map[name], level);
    count += 1;
  }
  return count;
}

function writeValue(
  writer: ItemWriter,
  opening: ValueOpening,
  value: unknown,
  level: number,
): void {
  const types = isNamed(value) ? Object.keys(value) : [];
  const type = types.length === 1 ? types[0] : undefined;
  const content = isNamed(value) && type !== undefined ? value[type] : undefined;
  if (type === "S" && typeof content === "string") writer.text(opening, content);
  else if (type === "N" && typeof content === "string") writer.number(opening, content);
  else if (type === "BOOL" && typeof content === "boolean") writer.boolean(opening, content);
  else if (type === "NULL" && content === true) writer.null(opening);
  else if (type === "L" && Array.isArray(content)) {
    checkNesting(level + 1, "");
    writer.beginNested(opening, "L");
    for (let index = 0; index < content.length; index += 1) {
      writeValue(writer, writer.element(index), content[index], level + 1);
    }
    writer.endNested("L", content.length);
  } else if (type === "M" && isNamed(content)) {
    checkNesting(level + 1, "");
    writer.beginNested(opening, "M");
    writer.endNested("M", writeAttributes(writer, content, level + 1));
  } else {
    writer.value(opening, attributeValue(value, "", level));
  }
}

/**
 * The JSON of an item that is in wire JSON already, with its sizes and checked, in one walk: what
 * `attributeMapFrom`, `JSON.stringify` and `itemSize` give.
 *
 * @param item what `JSON.parse` gave
 * @throws VALUE_NOT_STORABLE as {@link attributeMapFrom}
 */
export function wireItemJson(item: unknown): ItemJson {
  const writer = new ItemWriter();
  try {
    if (!isNamed(item))
      throw notStorable("", {
        expected: "an object of attributes",
        came: "another value",
        hint: "Is it JSON?",
      });
    writer.endItem(writeAttributes(writer, item, 1));
  } catch (refusal) {
    // The walk knows what is wrong but builds no paths.
    attributeMapFrom(item);
    throw refusal;
  }
  return writer;
}
