import { type CodeOf, data, environment, errorsOf, usage } from "@spillway/errors";

/** What keeps a load from being begun or gone on with. */
export const loadError = errorsOf({
  CHECKPOINT_INVALID: usage(),
  CHECKPOINT_OF_ANOTHER_LOAD: usage(),
  CSV_KEY_IS_BINARY: usage(),
  ITEMS_HAVE_KEYS: usage(),
  KEY_ATTRIBUTE_MISSING: usage(),
  KEY_COLUMN_MISSING: usage(),
  /** A record's: a key that a template can't make. */
  KEY_WRONG_TYPE: data(),
  LOAD_TABLE_MISSING: usage(),
  RESUME_NEEDS_CHECKPOINT: usage(),
  /** DynamoDB finds fault with what a table is asked for. */
  SHARD_IMPOSSIBLE: usage(),
  SORT_KEY_UNKNOWN: usage(),
  SOURCE_ADDRESS_INVALID: usage(),
  SOURCE_CHANGED: usage(),
  SOURCE_FORMAT_UNKNOWN: usage(),
  SOURCE_IS_A_FOLDER: usage(),
  SOURCE_NOT_FOUND: usage(),
  SOURCE_NOT_PLANNABLE: usage(),
  SOURCE_NOT_UTF8: usage(),
  SOURCE_TOO_MANY_FILES: usage(),
  SOURCE_UNREADABLE: usage(),
  SOURCES_INVALID: usage(),
  TABLE_NOT_FOUND: environment(),
  TABLE_NOT_IN_SOURCE: usage(),
  TABLE_NOT_READY: environment(),
  TRANSFORM_INVALID: usage(),
  TRANSFORM_NEEDS_ALL: usage(),
  TRANSFORM_NOT_FOUND: usage(),
  TTL_ATTRIBUTE_UNKNOWN: usage(),
  TTL_NOT_ENABLED: usage(),
  TYPE_TAG_UNKNOWN: usage(),
});

export type LoadErrorCode = CodeOf<typeof loadError>;
