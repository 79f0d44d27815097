import type { Random } from "@spillway/pacing";
import type { HistoryRecorder } from "../history.ts";
import type { Contender, RacePlaces } from "./contender.ts";
import type { MortalClient } from "./mortal-client.ts";
import type { RaceClock } from "./race-clock.ts";
import type { RaceProduct } from "./race-products.ts";

/** What all shoppers of a race share. */
export interface RaceDay {
  readonly contender: Contender;
  readonly products: readonly RaceProduct[];
  /** In cents, by product, as they are shown. */
  readonly prices: Map<string, number>;
  /** Units of counted stock, by product, that were put in. */
  readonly stock: Map<string, number>;
  readonly clients: number;
  readonly users: number;
  readonly clock: RaceClock;
  readonly history: HistoryRecorder;
  readonly random: Random;
  readonly tally: RaceTally;
  /** Share of new requests, 0 to 1, whose process dies while it works on them. */
  readonly deathRate: number;
  /** Where nothing fails: what goes on beside the shoppers. */
  readonly still: RacePlaces;
  /** A client of one process. */
  connect(): MortalClient;
}

/** How a race went, beside what is checked. */
export interface RaceTally {
  /** Requests of shoppers that were begun. */
  operations: number;
  /** Attempts that had no answer that tells. */
  unknown: number;
  deaths: number;
  /** Requests that took longer, by the shop's clock, than they are remembered: what is sent again then may act again. */
  overdue: number;
  /** By code. */
  readonly refused: Map<string, number>;
}

export function newTally(): RaceTally {
  return { operations: 0, unknown: 0, deaths: 0, overdue: 0, refused: new Map() };
}
