/**
 * Where the reading of a source goes on, in the source's own words: JSON that a checkpoint keeps and
 * nobody but the source reads.
 */
export type SourceCursor =
  | string
  | number
  | boolean
  | null
  | SourceCursor[]
  | { [name: string]: SourceCursor };
