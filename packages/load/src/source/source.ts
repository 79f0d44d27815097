import type { SeveralSource } from "../several/several-source.ts";
import type { OneSource } from "./one-source.ts";

/** An input, or several, whose records can be read. */
export type Source = OneSource | SeveralSource;
