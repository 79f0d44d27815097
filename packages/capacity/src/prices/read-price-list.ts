import { capacityError } from "../capacity-error.ts";
import { type ListedProduct, type Offer, offersOf } from "./price-list.ts";
import { isProduct, PRICED_PRODUCTS } from "./priced-products.ts";
import type { Prices } from "./prices.ts";

type PriceName = keyof typeof PRICED_PRODUCTS;

/**
 * The prices in offer files of AWS's price list: of one service, or of several in an array.
 *
 * Each price is that of the first range that costs anything: free tiers are left out, and so are the
 * discounts of large amounts. Warm throughput has no product in the lists that were seen: as known in
 * 2025, a unit of it costs as much, once, as a provisioned unit for an hour.
 *
 * @param others offers to take the services from that `document` does not have, such as those that come
 *   along for the region
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 * @throws `PRICES_INVALID` if it is no such file, is of several regions, has a price twice, or lacks one
 */
export function pricesIn(
  document: unknown,
  others: (region: string) => readonly Offer[] = () => [],
): Prices {
  const own = offersOf(document);
  const region = regionOf(own);
  const codes = new Set(own.map(({ code }) => code));
  const offers = [...own, ...others(region).filter(({ code }) => !codes.has(code))];
  const products = offers.flatMap((offer) => offer.products);
  const price = pricesBy(products, region);
  const { lambdaGbSecondX86, lambdaGbSecondArm, ...rest } = price;
  return {
    region,
    asOf: oldestMonth(offers),
    ...rest,
    warmWriteUnit: price.writeUnitHour,
    warmReadUnit: price.readUnitHour,
    lambdaGbSecond: { arm64: lambdaGbSecondArm, x86_64: lambdaGbSecondX86 },
  };
}

function pricesBy(products: readonly ListedProduct[], region: string): Record<PriceName, number> {
  const prices: Partial<Record<PriceName, number>> = {};
  const missing: string[] = [];
  for (const [name, wanted] of entriesOf(PRICED_PRODUCTS)) {
    const found = new Set(
      products.filter((product) => isProduct(product, wanted)).map(({ usd }) => usd),
    );
    const [usd, another] = found;
    const what = `${wanted.usages.join(" or ")} of ${wanted.offer}`;
    if (another !== undefined) {
      throw capacityError(
        "PRICES_INVALID",
        `expected one price of ${what} in ${region}; came ${[...found].join(" and ")} dollars`,
      );
    }
    if (usd === undefined) missing.push(what);
    else prices[name] = usd;
  }
  if (missing.length > 0) {
    throw capacityError(
      "PRICES_INVALID",
      `expected prices of all that a load takes in ${region}; missing are ${missing.join(", ")}`,
      { hint: "Put the offer files of all these services into one JSON array." },
    );
  }
  return prices as Record<PriceName, number>;
}

/** The region of the products that are priced: the list of one has products of no region too. */
function regionOf(offers: readonly Offer[]): string {
  const wanted = Object.values(PRICED_PRODUCTS);
  const regions = new Set<string>();
  for (const product of offers.flatMap(({ products }) => products)) {
    if (product.region === "" || !wanted.some((one) => isProduct(product, one))) continue;
    regions.add(product.region);
  }
  const [region, another] = regions;
  if (region === undefined) {
    throw capacityError(
      "PRICES_INVALID",
      `expected products that a load is priced by, with their regionCode; came none in ${offers.map(({ code }) => code).join(", ")}`,
    );
  }
  if (another !== undefined) {
    throw capacityError(
      "PRICES_INVALID",
      `expected the prices of one region; came those of ${[...regions].sort().join(", ")}`,
      { hint: "AWS has a price list of each region by itself: …/current/eu-west-1/index.json." },
    );
  }
  return region;
}

function oldestMonth(offers: readonly Offer[]): string {
  const dates = offers.map(({ date }) => Date.parse(date));
  return new Date(Math.min(...dates)).toISOString().slice(0, 7);
}

function entriesOf<Key extends string, Value>(
  record: Readonly<Record<Key, Value>>,
): readonly (readonly [Key, Value])[] {
  return Object.entries(record) as [Key, Value][];
}
