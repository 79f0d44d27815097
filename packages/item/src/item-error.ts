import { type CodeOf, data, errorsOf, usage } from "@spillway/errors";

/** Makes the errors of this package: nearly all of them say why one record is no item of a table. */
export const itemError = errorsOf({
  ITEM_TOO_LARGE: data<{ bytes: number; limit: number }>(),
  KEY_EMPTY: data<{ attribute: string }>(),
  KEY_MISSING: data<{ attribute: string }>(),
  KEY_TOO_LONG: data<{ attribute: string }>(),
  KEY_WRONG_TYPE: data<{ attribute: string }>(),
  SHARDS_INVALID: data<{ shards: number } | { shard: number }>(),
  TEMPLATE_FIELD_MISSING: data<{ attribute: string; template: string }>(),
  TEMPLATE_FIELD_NOT_SCALAR: data<{ attribute: string; template: string }>(),
  TEMPLATE_INVALID: usage<{ template: string; position: number }>(),
  VALUE_NOT_STORABLE: data<{ attribute?: string }>(),
});

export type ItemErrorCode = CodeOf<typeof itemError>;
