import { type CodeOf, data, errorsOf, usage } from "@spillway/errors";

/** Which attribute of a key is wrong. */
export interface KeyDetails {
  readonly attribute: string;
  /** The index whose key it is; undefined for the table's. */
  readonly index?: string;
}

/** Makes the errors of this package: nearly all of them say why one record is no item of a table. */
export const itemError = errorsOf({
  ITEM_TOO_LARGE: data<{ bytes: number; limit: number }>(),
  KEY_EMPTY: data<KeyDetails>(),
  KEY_MISSING: data<KeyDetails>(),
  KEY_TOO_LONG: data<KeyDetails>(),
  KEY_WRONG_TYPE: data<KeyDetails>(),
  SHARDS_INVALID: data<{ shards: number } | { shard: number }>(),
  TEMPLATE_FIELD_MISSING: data<{ attribute: string; template: string }>(),
  TEMPLATE_FIELD_NOT_SCALAR: data<{ attribute: string; template: string }>(),
  TEMPLATE_INVALID: usage<{ template: string; position: number }>(),
  VALUE_NOT_STORABLE: data<{ attribute?: string }>(),
});

export type ItemErrorCode = CodeOf<typeof itemError>;
