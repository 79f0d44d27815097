import type { ScanPage } from "@spillway/table-scan";
import type { InputFacts } from "../input/input.ts";
import type { TableRead } from "./table-reading.ts";

/** A table that is read. Its `bytes` are items, about: what DescribeTable says of them. */
export interface TableInput extends InputFacts {
  /**
   * Its pages, pulled.
   *
   * @param from the state of the last page that is not wanted again; undefined to begin at the beginning
   */
  pages(from: unknown): AsyncIterable<ScanPage>;
  /** What was read so far; the blocks' reader adds to it. */
  read: TableRead;
}

/** A table as a source. */
export interface TableSource {
  readonly input: TableInput;
  readonly format: "table";
}
