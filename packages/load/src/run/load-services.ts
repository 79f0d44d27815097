import type { LoadClients } from "@spillway/aws-clients";
import type { Prices, TableShape } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import type { CsvColumns } from "@spillway/records";
import type { CapacityPacerOptions, WritePacer } from "@spillway/table-writer";
import type { UnfinishedLoad } from "../checkpoint/load-checkpoints.ts";
import type { FilesStart } from "../several/begin-files.ts";
import type { Interrupt } from "./interrupt.ts";
import type { LoadProgress } from "./load-progress.ts";
import type { LoadStores } from "./load-stores.ts";

/** What a load works with. */
export interface LoadServices {
  readonly clients: LoadClients;
  /** Of where a table is that is read. Default: `clients`. */
  readonly sourceClients?: LoadClients;
  /** What the source `-` is read from. */
  readonly standardInput: AsyncIterable<Uint8Array>;
  /** Where rejects and checkpoints are kept. */
  readonly stores: LoadStores;
  readonly clock: Clock;
  readonly random: Random;
  /** Of the table's region: what a dry run is priced by. Default: it tells no cost. */
  readonly prices?: Prices;
  readonly interrupt: Interrupt;
  /** The most memory that the process had, in bytes. */
  readonly peakMemoryBytes: () => number;
  readonly onProgress: (progress: LoadProgress) => void;
  /** Called with what was found out before the first record is written. */
  readonly onStart: (start: LoadStart) => void;
  /**
   * Makes what holds the load to a pace, such as one that is shared with others who write the table.
   * Default: a `CapacityPacer` of this load alone. A load with `maxWcu: "off"` has none.
   */
  readonly pacerFor?: (options: CapacityPacerOptions) => LoadPacer | Promise<LoadPacer>;
}

/** What holds a load to a pace. */
export interface LoadPacer extends WritePacer {
  /** The table's capacity, or its indexes, may have changed. */
  update(table: TableShape): void;
  /** The load is done: gives back what it has not used. */
  close?(): Promise<void>;
}

/** What a load begins with. */
export interface LoadStart {
  /** Of several files that of the first that is read. */
  readonly format: string;
  /** What its text is in. Default: UTF-8. */
  readonly encoding?: string;
  readonly columns: CsvColumns | undefined;
  /** Which files they are, of a source that has several. */
  readonly files: FilesStart | undefined;
  /** About how many a table has; undefined where nobody knows, and of other sources. */
  readonly items?: number;
  /** What else was found of the source. */
  readonly notes: readonly string[];
  /** Whether it was to go on, and where it does. */
  readonly resume: boolean;
  readonly resumedAt: number | undefined;
  /** An unfinished load that is not gone on with. */
  readonly unfinished: UnfinishedLoad | undefined;
}
