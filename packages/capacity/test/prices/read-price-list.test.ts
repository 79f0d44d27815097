import { isSpillwayError } from "@spillway/errors";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pricesOf, readPriceList } from "../../src/index.ts";
import { FULL_PRICES, fullOffer, fullOffers } from "./full-offers.ts";

describe("AWS's own offer files", () => {
  it.each([
    ["us-east-1", ""],
    ["us-east-1", "USE1-"],
    ["us-east-2", "USE2-"],
    ["us-west-2", "USW2-"],
    ["eu-west-1", "EU-"],
    ["eu-west-1", "EUW1-"],
    ["eu-central-1", "EUC1-"],
    ["ap-northeast-1", "APN1-"],
    ["us-gov-west-1", "UGW1-"],
  ])(
    "of %s with usage types beginning with '%s' give each price beyond its free tier",
    (region, prefix) => {
      expect(readPriceList(fullOffers(region, prefix))).toEqual({
        ...FULL_PRICES,
        ...{ region, asOf: "2026-09" },
      });
    },
  );

  it("of one service alone come before those that come along for the region", () => {
    const { region, asOf, ...own } = readPriceList(fullOffer("AmazonDynamoDB", "eu-west-1", "EU-"));
    expect(region).toBe("eu-west-1");
    expect(asOf).toBe(pricesOf("eu-west-1").asOf);
    const { lambdaGbSecond, sqsRequest, s3Put } = pricesOf("eu-west-1");
    expect(own).toMatchObject({ lambdaGbSecond, sqsRequest, s3Put });
    expect(own).toMatchObject({ onDemandWriteUnit: 0.8e-6, storageGbMonth: 0.32, importGb: 0.192 });
  });

  it("may have the products in any order", () => {
    const offers = fullOffers("eu-west-1", "EU-");
    const orders = offers.map(({ products }) =>
      fc.shuffledSubarray(Object.entries(products), { minLength: Object.keys(products).length }),
    );
    fc.assert(
      fc.property(fc.tuple(...orders), (shuffled) => {
        const document = offers.map((offer, place) => ({
          ...offer,
          products: Object.fromEntries(shuffled[place] ?? []),
        }));
        expect(readPriceList(document)).toMatchObject(FULL_PRICES);
      }),
      { numRuns: 20 },
    );
  });

  it("in us-east-1 may have a product twice, with its prefix and without, at one price", () => {
    const twice = [
      ...fullOffers("us-east-1", ""),
      fullOffer("AmazonDynamoDB", "us-east-1", "USE1-"),
    ];
    expect(readPriceList(twice)).toMatchObject(FULL_PRICES);
  });

  it("are of the month in which they were seen, where it is not told when AWS published them", () => {
    const seen = { publicationDate: undefined, seenOn: "2026-07-30" };
    const [dynamodb, ...rest] = fullOffers("eu-north-1", "EUN1-");
    expect(readPriceList([{ ...dynamodb, ...seen }, ...rest]).asOf).toBe("2026-07");
  });

  it("in us-east-1 call a request to a standard queue otherwise", () => {
    const [dynamodb, sqs, ...rest] = fullOffers("us-east-1", "");
    const renamed = JSON.parse(JSON.stringify(sqs).replaceAll("Requests-Tier1", "Requests-RBP"));
    expect(readPriceList([dynamodb, renamed, ...rest])).toMatchObject(FULL_PRICES);
  });
});

describe("a price list is refused that", () => {
  const edited = (from: RegExp, to: string) =>
    JSON.parse(JSON.stringify(fullOffers("eu-north-1", "EUN1-")).replace(from, to));
  const offers = fullOffers("eu-north-1", "EUN1-");
  it.each<[string, unknown, string]>([
    ["is a number", 7, "came one without an offerCode"],
    ["is an empty array", [], "came an empty array"],
    ["has no date", { offerCode: "AmazonSNS" }, "AmazonSNS has no publicationDate"],
    ["has a date that is none", { ...offers[0], publicationDate: "soon" }, "no publicationDate"],
    ["has no products", { ...offers[0], products: {} }, "no products with OnDemand terms"],
    ["is of reservations only", { ...offers[0], terms: {} }, "no products with OnDemand terms"],
    ["is of another service", { ...offers[0], offerCode: "AmazonRDS" }, "came none in AmazonRDS"],
    [
      "is of several regions",
      [...offers, ...fullOffers("eu-west-1", "EU-")],
      "expected the prices of one region; came those of eu-north-1, eu-west-1",
    ],
    [
      "has no dollars",
      edited(/"USD":"0.0000008000"/, '"CNY":"0.1"'),
      "no number of dollars: undefined",
    ],
    ["has dollars in words", edited(/"0.0000008000"/, '"cheap"'), "no number of dollars: cheap"],
    ["has dollars below 0", edited(/"0.0000008000"/, '"-1"'), "no number of dollars: -1"],
    [
      "lacks a price",
      edited(/EUN1-ImportDataSize-Bytes/, "EUN1-Other"),
      "missing are ImportDataSize-Bytes of AmazonDynamoDB",
    ],
    [
      "lacks services of a region of which none come along",
      fullOffer("AmazonDynamoDB", "eu-north-1", "EUN1-"),
      "missing are Requests-Tier1 or Requests-RBP of AWSQueueService, Request of AWSLambda",
    ],
    [
      "has a price twice",
      edited(/EUN1-IA-WriteRequestUnits/, "EUN1-WriteRequestUnits"),
      "expected one price of WriteRequestUnits of AmazonDynamoDB in eu-north-1; came 8e-7 and 0.000001 dollars",
    ],
  ])("%s", (_, document, message) => {
    expect(() => readPriceList(document)).toThrow(message);
  });

  it("whatever JSON it is: one line, of class usage", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (document) => {
        try {
          readPriceList(document);
        } catch (error) {
          if (!isSpillwayError(error, "PRICES_INVALID")) throw error;
          expect(error.errorClass).toBe("usage");
          expect(error.message).not.toContain("\n");
        }
      }),
    );
  });
});
