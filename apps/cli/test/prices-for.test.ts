import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pricesOf } from "@spillway/capacity";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pricesFor } from "../src/prices/prices-for.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "spillway-prices-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(text: string): Promise<string> {
  const name = join(folder, "prices.json");
  await writeFile(name, text);
  return name;
}

/** SQS's list of a region, which it may be alone in: the rest comes along. */
const listOf = (regionCode: string, usd = "0.0000005") =>
  JSON.stringify({
    offerCode: "AWSQueueService",
    publicationDate: "2027-01-01T00:00:00Z",
    products: { Q: { attributes: { regionCode, usagetype: "EU-Requests-Tier1" } } },
    terms: { OnDemand: { Q: { Q1: { priceDimensions: { D: { pricePerUnit: { USD: usd } } } } } } },
  });

test("without a file they are those that come along", async () => {
  expect(await pricesFor("eu-central-1", undefined)).toEqual(pricesOf("eu-central-1"));
});

test("a file of the region comes before them; services that it lacks stay", async () => {
  const found = await pricesFor("eu-west-1", await file(listOf("eu-west-1")));
  expect(found).toEqual({ ...pricesOf("eu-west-1"), sqsRequest: 0.0000005 });
});

test("a file says its region where none is known", async () => {
  const name = await file(listOf("eu-west-1"));
  expect(await pricesFor(undefined, name)).toMatchObject({ region: "eu-west-1" });
});

test.each([
  ["a region without prices", "eu-north-1", undefined, /expected a region whose prices come along/],
  ["no region at all", undefined, undefined, /came none/],
  ["another region's file", "eu-central-1", listOf("eu-west-1"), /has those of eu-west-1/],
  [
    "a file of a region of which nothing comes along",
    "eu-north-1",
    listOf("eu-north-1"),
    /missing/,
  ],
  ["no JSON", "eu-west-1", "sku,price", /it is no JSON/],
  ["JSON of something else", "eu-west-1", "{}", /expected an offer file of AWS's price list/],
])("%s is refused in one line", async (_, region, text, message) => {
  const name = text === undefined ? undefined : await file(text);
  const asking = pricesFor(region, name);
  await expect(asking).rejects.toThrow(message);
  await expect(asking).rejects.toSatisfy((error: Error) => !error.message.includes("\n"));
});

test("a file that is not there is refused", async () => {
  await expect(pricesFor("eu-west-1", join(folder, "none.json"))).rejects.toThrow("can't be read");
});
