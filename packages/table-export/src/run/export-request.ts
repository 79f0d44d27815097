import type { AttributeMap } from "@spillway/item";
import type { Clock } from "@spillway/pacing";
import type { ExportCheckpoint, ExportCheckpointStore } from "../checkpoint/export-checkpoint.ts";
import type { ExportFormat } from "../formats/export-format.ts";
import type { ExportPlaces } from "./export-places.ts";

/** What is to be written, and how. */
export interface ExportRequest {
  readonly format: ExportFormat;
  /** Between the cells of a CSV: one character. */
  readonly delimiter: string;
  /** The attributes that are the columns of a CSV. Undefined: all that are found. */
  readonly columns: readonly string[] | undefined;
  /** Names of the attributes of the table's key: the first columns of a CSV. */
  readonly keys: readonly string[];
  /** What tells this export from another, in JSON: a checkpoint of one is not gone on with by another. */
  readonly identity: ExportCheckpoint["export"];
  /** Go on where an earlier run left off. */
  readonly resume: boolean;
  /** Begin anew where an earlier run left off. */
  readonly force: boolean;
}

/** Items that come together, as `scanPages` of table-scan gives them. */
export interface ExportPage {
  readonly items: readonly AttributeMap[];
  /** Items that were read, those that the filter left out included. */
  readonly scanned: number;
  /** Read units that they took. */
  readonly units: number;
  /** Where a later run goes on that has these and all before them: JSON, given back to `pages` as it is. */
  readonly state: unknown;
}

/** What an export works with. */
export interface ExportServices {
  /**
   * The items from a place on; from the beginning where it is undefined. It ends when `signal` aborts.
   */
  pages(from: unknown): AsyncIterable<ExportPage>;
  readonly places: ExportPlaces;
  /** Undefined where nothing is kept: of standard output. */
  readonly checkpoints: ExportCheckpointStore | undefined;
  readonly clock: Clock;
  /** Ends the export in good order: what was read is written and kept. */
  readonly signal: AbortSignal;
  /** How often at least the checkpoint is saved while items come. Default 500 ms. */
  readonly checkpointMs?: number;
  /** Called before anything is read: how many items earlier runs have written; undefined for none that goes on. */
  readonly onStart?: (itemsBefore: number | undefined) => void;
  readonly onProgress?: (progress: ExportProgress) => void;
}

/** How far an export is. */
export interface ExportProgress {
  readonly phase: "items" | "rows";
  /** Items that were written; of `rows`, rows. */
  readonly items: number;
  /** Items that were read. */
  readonly scanned: number;
  readonly readUnits: number;
  /** Since this run began. */
  readonly seconds: number;
  /** Items, of `items`, that earlier runs had written. */
  readonly itemsBefore: number;
}
