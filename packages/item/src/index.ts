export {
  admitAttributeMap,
  admitItem,
  encodeAttributeMap,
  encodeItem,
} from "./admit-item.ts";
export { attributeOf, MAX_ATTRIBUTE_NAME_BYTES } from "./attribute-name.ts";
export type {
  AttributeMap,
  AttributeValue,
  PlainRecord,
  PlainSet,
  PlainValue,
} from "./attribute-value.ts";
export { AdmittedItem, EncodedItem } from "./encoded-item.ts";
export { ExactNumber } from "./exact-number.ts";
export { expiresAt } from "./expires-at.ts";
export { itemSize, MAX_ITEM_BYTES, valueSize } from "./item-size.ts";
export {
  type KeyAttribute,
  type KeySchema,
  type KeyType,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";
export { type KeyTemplate, keyTemplate } from "./key-template.ts";
export { MAX_NESTING_LEVELS } from "./nesting.ts";
export { canonicalNumber, MAX_NUMBER_DIGITS } from "./number-text.ts";
export { toAttributeMap } from "./plain-value.ts";
export { keyOf, keyText } from "./primary-key.ts";
export { sameItem, sameValue } from "./same-value.ts";
export { timeOrderedId } from "./time-ordered-id.ts";
export { attributeMapFrom } from "./wire-json.ts";
export { MAX_SHARDS, shardedKey, shardKeys, shardOf } from "./write-sharding.ts";
