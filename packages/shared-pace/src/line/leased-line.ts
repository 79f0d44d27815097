import type { WriteUnits } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import { givenAnew } from "../item/give-back.ts";
import { Buyer } from "../lease/buyer.ts";
import { leaseMs } from "../lease/lease-terms.ts";
import type { TakenUnits } from "../lease/leased-resource.ts";
import type { SharedPacerOptions } from "../shared-pacer-options.ts";
import type { PaceStore } from "../store/pace-store.ts";
import { Trouble } from "./trouble.ts";

/** What one batch took of a line's resources, by name. */
export type TakenOfLine = ReadonlyMap<string, TakenUnits>;

/** How a line is made. */
export interface LeasedLineOptions
  extends Required<Pick<SharedPacerOptions, "clock" | "random" | "aloneShare" | "onTrouble">> {
  /** The item's name, for whoever is told of trouble. */
  readonly item: string;
  readonly store: PaceStore;
  /** Units a second of each resource that is shared. */
  readonly limits: ReadonlyMap<string, number>;
  /** Called when there may be more units than before. */
  readonly onChange: () => void;
}

/** How often a purchase is planned anew at once, where others were faster. */
const MAX_TRIES = 5;

/** One shared pace: a `Buyer`, and the purchases that it makes while its units are used. */
export class LeasedLine {
  readonly #options: LeasedLineOptions;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #buyer: Buyer;
  readonly #trouble: Trouble;
  #purchase: Promise<void> | undefined;
  #isAlone = false;
  /** Codes of the reasons that were told since it goes on alone. */
  readonly #told = new Set<string>();

  constructor(options: LeasedLineOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#buyer = new Buyer(options.limits, options.clock.now());
    this.#trouble = new Trouble(options.random);
  }

  setLimits(limits: ReadonlyMap<string, number>): void {
    this.#buyer.setLimits(limits, this.#clock.now());
    if (this.#isAlone) this.#fillAlone(this.#aloneShare());
  }

  /** Milliseconds until a batch may go; Infinity where time has to be bought first. */
  delayUntil(units: WriteUnits): number {
    const nowMs = this.#now();
    let delayMs = 0;
    for (const [name, resource] of this.#buyer.resources) {
      delayMs = Math.max(delayMs, resource.delayUntil(nowMs, unitsOn(name, units)));
    }
    return delayMs;
  }

  take(units: WriteUnits): TakenOfLine {
    const nowMs = this.#now();
    const taken = new Map<string, TakenUnits>();
    for (const [name, resource] of this.#buyer.resources) {
      taken.set(name, resource.take(nowMs, unitsOn(name, units)));
    }
    return taken;
  }

  /**
   * @param processed the units, as estimated, of the writes that were processed
   * @param consumed as DynamoDB counted
   */
  settle(taken: TakenOfLine, processed: WriteUnits, consumed: WriteUnits | undefined): void {
    const nowMs = this.#now();
    for (const [name, part] of taken) {
      const resource = this.#buyer.resources.get(name);
      const used = consumed && unitsOn(name, consumed);
      resource?.settle(nowMs, part, unitsOn(name, processed), used);
    }
  }

  /** Units of one share of each resource: batches above it would wait for several. */
  shares(): ReadonlyMap<string, number> {
    const buyers = this.#buyer.buyers(this.#clock.now());
    if (buyers === undefined || this.#isAlone) return new Map();
    return new Map(
      [...this.#buyer.resources].map(([name, resource]) => [name, resource.shareOf(buyers)]),
    );
  }

  /**
   * Buys in the background what will be needed soon, if it is time for that.
   *
   * @returns milliseconds after which to call it again at the latest
   */
  tend(): number {
    const clockMs = this.#clock.now();
    const { retryAtMs } = this.#trouble;
    const mayBuy = this.#purchase === undefined && clockMs >= retryAtMs;
    if (this.#buyer.wish(clockMs) === undefined) this.#trouble.nothingWanted();
    else if (mayBuy) this.#begin();
    this.#goAloneIfDue();
    const { aloneAtMs } = this.#trouble;
    const moments = [this.#nextBeginMs()];
    if (this.#purchase === undefined && retryAtMs > clockMs) moments.push(retryAtMs);
    if (!this.#isAlone && aloneAtMs !== undefined) moments.push(aloneAtMs);
    const nextMs = Math.min(...moments.filter((moment) => moment > clockMs));
    return nextMs - clockMs;
  }

  /** Gives back the time that was bought and lies ahead. Where that can't be done it is lost. */
  async close(): Promise<void> {
    await this.#purchase;
    let given = this.#buyer.letGo(this.#clock.now(), crypto.randomUUID());
    try {
      for (let tries = 0; given !== undefined && tries < MAX_TRIES; tries += 1) {
        const answer = await this.#options.store.takeBack(given);
        if (answer.isDone || answer.mayBeDone) return;
        given = givenAnew(given, answer.item, crypto.randomUUID());
      }
    } catch {
      // It runs out by itself.
    }
  }

  #begin(): void {
    this.#trouble.asked(this.#clock.now());
    this.#purchase = this.#buy()
      .catch((error: unknown) => this.#failed(error))
      .finally(() => {
        this.#purchase = undefined;
        this.#options.onChange();
      });
  }

  async #buy(): Promise<void> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const wish = this.#buyer.wish(this.#clock.now());
      if (wish === undefined) return;
      const sale = this.#buyer.plan(wish, tries > 0);
      const { isSold, item } = await this.#options.store.sell(sale);
      const clockMs = this.#clock.now();
      if (isSold) {
        this.#buyer.sold(clockMs, sale, item);
        this.#shareAgain();
        return;
      }
      const waitMs = this.#buyer.refused(clockMs, item, wish);
      if (waitMs > 0) {
        const spreadMs = this.#random() * leaseMs(this.#buyer.buyers(clockMs) ?? 1);
        this.#trouble.refused(clockMs, waitMs + spreadMs);
        return;
      }
    }
    this.#trouble.refused(this.#clock.now(), this.#random() * 100);
  }

  #now(): number {
    return this.#buyer.time(this.#clock.now());
  }

  #nextBeginMs(): number {
    const [clockMs, nowMs] = [this.#clock.now(), this.#now()];
    const begins = [...this.#buyer.resources.values()].flatMap(
      (resource) => resource.nextBeginMs(nowMs) ?? [],
    );
    return Math.min(...begins) - (nowMs - clockMs);
  }

  #aloneShare(): number {
    const buyers = this.#buyer.lastBuyers;
    return buyers === undefined ? this.#options.aloneShare : 1 / buyers;
  }

  #fillAlone(share: number): void {
    const nowMs = this.#now();
    for (const resource of this.#buyer.resources.values()) resource.fillAlone(nowMs, share);
  }

  #failed(error: unknown): void {
    this.#trouble.failed(this.#clock.now(), error);
    // Why may be known only after it went on alone, and become another.
    if (this.#isAlone) this.#tell();
    // Perhaps nobody waits, or asks again before long: what is amiss is said now.
    else this.#goAloneIfDue();
  }

  #goAloneIfDue(): void {
    const { aloneAtMs } = this.#trouble;
    if (this.#isAlone || aloneAtMs === undefined || this.#clock.now() < aloneAtMs) return;
    this.#isAlone = true;
    this.#fillAlone(this.#aloneShare());
    this.#tell();
    this.#options.onChange();
  }

  /** Tells why it goes on alone, each reason once. */
  #tell(): void {
    const { reason } = this.#trouble;
    if (this.#told.has(reason.code)) return;
    this.#told.add(reason.code);
    const { item, onTrouble } = this.#options;
    onTrouble({ kind: "alone", item, reason, share: this.#aloneShare() });
  }

  #shareAgain(): void {
    this.#trouble.over();
    if (!this.#isAlone) return;
    this.#isAlone = false;
    this.#told.clear();
    this.#fillAlone(0);
    this.#options.onTrouble({ kind: "shared again", item: this.#options.item });
  }
}

function unitsOn(name: string, { table, indexes }: WriteUnits): number {
  return name === "" ? table : (indexes[name] ?? 0);
}
