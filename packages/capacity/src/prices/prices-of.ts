import { capacityError } from "../capacity-error.ts";
import { type Offer, offersOf } from "./price-list.ts";
import type { Prices } from "./prices.ts";
import { pricesIn } from "./read-price-list.ts";
import apNortheast1 from "./regions/ap-northeast-1.json" with { type: "json" };
import euCentral1 from "./regions/eu-central-1.json" with { type: "json" };
import euWest1 from "./regions/eu-west-1.json" with { type: "json" };
import usEast1 from "./regions/us-east-1.json" with { type: "json" };
import usWest2 from "./regions/us-west-2.json" with { type: "json" };

const LISTS: Readonly<Record<string, unknown>> = {
  "us-east-1": usEast1,
  "us-west-2": usWest2,
  "eu-west-1": euWest1,
  "eu-central-1": euCentral1,
  "ap-northeast-1": apNortheast1,
};

/** Regions whose prices come along. */
// Without the note, bundles that use none of this would keep the lists for its sake.
export const PRICED_REGIONS: readonly string[] = /* @__PURE__ */ Object.keys(LISTS);

const read = new Map<string, Prices>();

/**
 * The prices of a region that come along.
 *
 * @param region AWS's name of it
 * @throws `PRICES_UNKNOWN` if none come along: a region is never priced as another
 * @example
 * pricesOf("eu-central-1").onDemandWriteUnit; // → 0.0000007625
 */
export function pricesOf(region: string): Prices {
  const known = read.get(region);
  if (known !== undefined) return known;
  const list = listOf(region);
  if (list === undefined) {
    throw capacityError(
      "PRICES_UNKNOWN",
      `expected a region whose prices come along: ${PRICED_REGIONS.join(", ")}; came ${region === "" ? "none" : region}`,
      { hint: "Hand AWS's price lists of the region over with --prices FILE." },
    );
  }
  const prices = pricesIn(list);
  read.set(region, prices);
  return prices;
}

/**
 * The prices in offer files of AWS's price list: of one service, or of several in an array. Services
 * that it does not have cost what the region's prices that come along say, where it has such.
 *
 * @param document the files as JSON, AWS's own or parts of them
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/using-the-aws-price-list-bulk-api.html
 * @throws `PRICES_INVALID`: it is no such file, is of several regions, has a price twice, or lacks one
 * @example
 * readPriceList(JSON.parse(await readFile("AmazonDynamoDB-eu-west-1.json", "utf8"))).region; // → "eu-west-1"
 */
export function readPriceList(document: unknown): Prices {
  return pricesIn(document, comingAlong);
}

function comingAlong(region: string): readonly Offer[] {
  const list = listOf(region);
  return list === undefined ? [] : offersOf(list);
}

function listOf(region: string): unknown {
  return Object.hasOwn(LISTS, region) ? LISTS[region] : undefined;
}
