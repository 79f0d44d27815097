import { readFileSync } from "node:fs";

/** An offer that comes along, as far as it says where its prices were read. */
export interface ToldOffer {
  readonly offerCode: string;
  readonly sources: Readonly<Record<string, string>>;
}

/** The offers of a region that come along. */
export function comingAlong(region: string): readonly ToldOffer[] {
  const file = new URL(`../../src/prices/regions/${region}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as readonly ToldOffer[];
}
