import type { AttributeMap } from "@spillway/item";

/** Makes the text of items in one format. */
export interface ItemText {
  /** What stands before the first item: the header of a CSV, or nothing. */
  readonly head: string;
  /** The text of one item, its line break included. */
  textOf(item: AttributeMap): string;
}
