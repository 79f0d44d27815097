import type { ItemJson } from "./json/item-writer.ts";
import type { AttributeMap } from "./value/attribute-value.ts";

/** An item made ready once: what is sent, and what is known of it. */
export class EncodedItem {
  /** Wire JSON of the item, as it is sent, and sent again. */
  readonly json: string;
  /** Its size by DynamoDB's rules. */
  readonly bytes: number;
  /** UTF-8 bytes of `json`: what it takes of a request. */
  readonly wireBytes: number;
  #attributes: AttributeMap | undefined = undefined;

  constructor({ json, bytes, wireBytes }: ItemJson) {
    this.json = json;
    this.bytes = bytes;
    this.wireBytes = wireBytes;
  }

  /** The item in memory, for the units of indexes. Read from `json` when it is first asked for. */
  get attributes(): AttributeMap {
    this.#attributes ??= JSON.parse(this.json) as AttributeMap;
    return this.#attributes;
  }
}

/** An item that the table can take. */
export class AdmittedItem extends EncodedItem {
  /** Canonical text of the primary key: equal exactly when DynamoDB considers the keys equal. */
  readonly key: string;

  constructor(item: ItemJson, key: string) {
    super(item);
    this.key = key;
  }
}
