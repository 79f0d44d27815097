import type { TableSource } from "../from-table/table-source.ts";
import type { SeveralSource } from "../several/several-source.ts";
import type { OneSource } from "./one-source.ts";

/** An input, several, or a table, whose records can be read. */
export type Source = OneSource | SeveralSource | TableSource;
