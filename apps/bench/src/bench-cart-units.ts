// What each operation of the cart takes of DynamoDB, and what the seed's way takes, by ReturnConsumedCapacity.
// `pnpm bench --cart-units [--region NAME] [--json]`
import { parseArgs } from "node:util";
import { pricesOf } from "@spillway/capacity";
import { startDynamoDbLocal } from "@spillway/testkit";
import { countUnits } from "./carts/units/count-units.ts";
import { openShops } from "./carts/units/open-shops.ts";
import { unitsText } from "./carts/units/units-text.ts";

const { values } = parseArgs({
  options: {
    "cart-units": { type: "boolean" },
    region: { type: "string", default: "us-east-1" },
    json: { type: "boolean", default: false },
  },
});
const prices = pricesOf(values.region);
/** Lines of the carts that are looked at and checked out. */
const SIZES = [3, 100, 1_000];

const engine = await startDynamoDbLocal();
try {
  const shops = await openShops(engine.endpoint, Math.max(...SIZES));
  const operations = await countUnits(shops, SIZES).finally(shops.close);
  const conditions = {
    place: "DynamoDB Local behind capacity-proxy, by ReturnConsumedCapacity",
    ...{ region: prices.region, pricesAsOf: prices.asOf, node: process.version },
  };
  if (values.json) console.log(JSON.stringify({ conditions, operations }, undefined, 2));
  else {
    const { place, region, pricesAsOf } = conditions;
    console.log(unitsText(operations, prices));
    console.log(
      `\nW write units, R read units; "in 2": in so many requests, else in one. On demand in ${region}, prices as of ${pricesAsOf}; ${place}.`,
    );
  }
} finally {
  await engine.close();
}
