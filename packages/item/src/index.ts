export {
  type AdmittedItem,
  admitAttributeMap,
  admitItem,
  type EncodedItem,
  encodeAttributeMap,
  encodeItem,
} from "./admit-item.ts";
export type {
  AttributeMap,
  AttributeValue,
  PlainRecord,
  PlainSet,
  PlainValue,
} from "./attribute-value.ts";
export { expiresAt } from "./expires-at.ts";
export { itemSize, MAX_ITEM_BYTES, valueSize } from "./item-size.ts";
export {
  type KeyAttribute,
  type KeySchema,
  type KeyType,
  MAX_PARTITION_KEY_BYTES,
  MAX_SORT_KEY_BYTES,
} from "./key-schema.ts";
export { canonicalNumber } from "./number-text.ts";
export { toAttributeMap } from "./plain-value.ts";
export { keyText, primaryKeyText } from "./primary-key.ts";
export { timeOrderedId } from "./time-ordered-id.ts";
