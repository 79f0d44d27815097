import {
  type AttributeMap,
  type AttributeValue,
  attributeOf,
  attributeOfRecord,
  keyText,
  type PlainRecord,
} from "@spillway/item";

/** An item that the table can take, for what has to be known of it: nothing is made that is not asked for. */
export interface MeasuredItem {
  /** By DynamoDB's rules. */
  readonly bytes: number;
  attribute(name: string): AttributeValue | undefined;
}

/** An item that is in DynamoDB's JSON already. */
export class WireItem implements MeasuredItem {
  readonly bytes: number;
  readonly #attributes: AttributeMap;

  constructor(attributes: AttributeMap, bytes: number) {
    this.bytes = bytes;
    this.#attributes = attributes;
  }

  attribute(name: string): AttributeValue | undefined {
    return attributeOf(this.#attributes, name);
  }
}

/** An item that a record becomes. */
export class RecordItem implements MeasuredItem {
  readonly bytes: number;
  readonly #record: PlainRecord;

  constructor(record: PlainRecord, bytes: number) {
    this.bytes = bytes;
    this.#record = record;
  }

  attribute(name: string): AttributeValue | undefined {
    return attributeOfRecord(this.#record, name);
  }
}

/**
 * The value of a key attribute as text: `canonical` is equal exactly when DynamoDB considers the values
 * equal, `readable` is as it stands in the source.
 *
 * @param name of an attribute that the item has, of a type that a key can have
 */
export function keyTexts(
  item: MeasuredItem,
  name: string,
): { readonly canonical: string; readonly readable: string } {
  const value = item.attribute(name);
  if (value === undefined) return { canonical: "", readable: "" };
  if ("S" in value) return { canonical: value.S, readable: value.S };
  const canonical = keyText(value) ?? "";
  return { canonical, readable: "N" in value ? value.N : canonical.slice(1) };
}
