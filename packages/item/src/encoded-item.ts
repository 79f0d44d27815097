import type { AttributeMap } from "./attribute-value.ts";

/** An item made ready once: what is sent, and what is known of it. */
export class EncodedItem {
  /** Wire JSON of the item, as it is sent, and sent again. */
  readonly json: string;
  /** Its size by DynamoDB's rules. */
  readonly bytes: number;
  /** UTF-8 bytes of `json`: what it takes of a request. */
  readonly wireBytes: number;
  #attributes: AttributeMap | undefined;

  constructor(json: string, bytes: number, wireBytes: number, attributes?: AttributeMap) {
    this.json = json;
    this.bytes = bytes;
    this.wireBytes = wireBytes;
    this.#attributes = attributes;
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

  constructor(
    json: string,
    bytes: number,
    wireBytes: number,
    key: string,
    attributes?: AttributeMap,
  ) {
    super(json, bytes, wireBytes, attributes);
    this.key = key;
  }
}
