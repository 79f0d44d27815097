import { capacityError } from "../capacity-error.ts";

/** A product of an offer with what it costs. */
export interface ListedProduct {
  /** AWS's code of the service: `AmazonDynamoDB`. */
  readonly offer: string;
  /** What the bill calls it, without the region: `WriteRequestUnits` of `EUC1-WriteRequestUnits`. */
  readonly usage: string;
  /** Empty where the offer does not say. */
  readonly region: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Dollars of one unit in the first range that costs anything; 0 where none does. */
  readonly usd: number;
}

/** One offer of a price list: the products of one service. */
export interface Offer {
  readonly code: string;
  /** When AWS published it, or when its prices were seen, in ISO 8601. */
  readonly date: string;
  readonly products: readonly ListedProduct[];
}

/**
 * The region at the beginning of a usage type: `EU-` (eu-west-1), else letters and a digit, `APN1-`.
 * us-east-1 has `USE1-`, or none. Other beginnings, as `IA-` (infrequent access) and `Global-`
 * (free tiers), make another product of it.
 */
const REGION_PREFIX = /^(?:EU|[A-Z]{2,4}\d)-/;

/**
 * Reads offer files of AWS's price list: one, or several in an array.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 * @throws `PRICES_INVALID` if it is no such file
 */
export function offersOf(document: unknown): readonly Offer[] {
  const offers = Array.isArray(document) ? document : [document];
  if (offers.length === 0) throw invalid("came an empty array");
  return offers.map(offerOf);
}

function offerOf(offer: unknown): Offer {
  const { offerCode, publicationDate, seenOn, products, terms } = recordOf(offer);
  // Prices that come along were mostly seen in copies that leave out when AWS published its list.
  const date = publicationDate ?? seenOn;
  if (typeof offerCode !== "string") throw invalid("came one without an offerCode");
  if (typeof date !== "string" || Number.isNaN(Date.parse(date))) {
    throw invalid(`${offerCode} has no publicationDate such as 2026-09-11T12:44:22Z`);
  }
  const onDemand = recordOf(recordOf(terms).OnDemand);
  const listed: ListedProduct[] = [];
  for (const [sku, product] of Object.entries(recordOf(products))) {
    const attributes = attributesOf(recordOf(product).attributes);
    const usd = dollarsOf(onDemand[sku], `${offerCode}, product ${sku}`);
    // A product of reservations alone has no price on demand.
    if (attributes.usagetype === undefined || usd === undefined) continue;
    listed.push({
      offer: offerCode,
      usage: attributes.usagetype.replace(REGION_PREFIX, ""),
      region: attributes.regionCode ?? "",
      attributes,
      usd,
    });
  }
  if (listed.length === 0) throw invalid(`${offerCode} has no products with OnDemand terms`);
  return { code: offerCode, date, products: listed };
}

/** What comes after the free tier: the lowest range that costs anything. */
function dollarsOf(terms: unknown, where: string): number | undefined {
  let first: { readonly begin: number; readonly usd: number } | undefined;
  let isFree = false;
  for (const term of Object.values(recordOf(terms))) {
    for (const dimension of Object.values(recordOf(recordOf(term).priceDimensions))) {
      const { beginRange = "0", pricePerUnit } = recordOf(dimension);
      const { USD } = recordOf(pricePerUnit);
      const [begin, usd] = [numberOf(beginRange), numberOf(USD)];
      if (begin === undefined || usd === undefined) {
        throw invalid(`${where} has a price that is no number of dollars: ${String(USD)}`);
      }
      isFree ||= usd === 0;
      if (usd > 0 && (first === undefined || begin < first.begin)) first = { begin, usd };
    }
  }
  return first?.usd ?? (isFree ? 0 : undefined);
}

function attributesOf(value: unknown): Record<string, string> {
  const texts = Object.entries(recordOf(value)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts);
}

function numberOf(value: unknown): number | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Readonly<Record<string, unknown>>) : {};
}

function invalid(what: string): Error {
  return capacityError(
    "PRICES_INVALID",
    `expected an offer file of AWS's price list, or an array of them; ${what}`,
    {
      hint: "Take the file of one service and region, such as https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonDynamoDB/current/eu-west-1/index.json",
    },
  );
}
