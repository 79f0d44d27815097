export {
  admitAttributeMap,
  admitItem,
  encodeAttributeMap,
  encodeItem,
} from "./admit-item.ts";
export { AdmittedItem, EncodedItem } from "./encoded-item.ts";
export { expiresAt } from "./expires-at.ts";
export { type ItemErrorCode, itemError } from "./item-error.ts";
export {
  checkIndexKeys,
  checkIndexKeysOfRecord,
  type IndexKey,
  type IndexSchema,
  indexKeysOf,
} from "./keys/index-key.ts";
export {
  type KeyAttribute,
  type KeySchema,
  type KeyType,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./keys/key-schema.ts";
export { type KeyTemplate, keyTemplate } from "./keys/key-template.ts";
export { keyText } from "./keys/key-value.ts";
export { keyOf } from "./keys/primary-key.ts";
export { MAX_SHARDS, shardedKey, shardKeys, shardOf } from "./keys/write-sharding.ts";
export { ExactNumber } from "./number/exact-number.ts";
export { jsonNumber } from "./number/json-number.ts";
export { canonicalNumber } from "./number/number-text.ts";
export { numberValue } from "./number/number-value.ts";
export { isPlainNumber, plainNumber } from "./number/plain-number.ts";
export { timeOrderedId } from "./time-ordered-id.ts";
export { attributeOf } from "./value/attribute-name.ts";
export type {
  AttributeMap,
  AttributeValue,
  PlainRecord,
  PlainSet,
  PlainValue,
} from "./value/attribute-value.ts";
export { itemSize, MAX_ITEM_BYTES, valueSize } from "./value/item-size.ts";
export { plainRecordFrom } from "./value/plain-record.ts";
export { attributeOfRecord, toAttributeMap } from "./value/plain-value.ts";
export { sameItem, sameValue } from "./value/same-value.ts";
export { attributeMapFrom } from "./value/wire-json.ts";
