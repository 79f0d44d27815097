import { pricesOf } from "@spillway/capacity";
import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { expect, it } from "vitest";
import { countUnits } from "../../src/carts/units/count-units.ts";
import { openShops } from "../../src/carts/units/open-shops.ts";
import { unitsText } from "../../src/carts/units/units-text.ts";

it("counts what every operation takes, ours and the seed's", async () => {
  const shops = await openShops(dynamoDbLocalEndpoint(), 30);
  const operations = await countUnits(shops, [3, 30]).finally(shops.close);
  const of = (name: string) => operations.find((operation) => operation.name === name);
  const oneWrite = { writeUnits: 1, writes: 1, readUnits: 0, reads: 0 };
  for (const name of ["add a product", "add more of it", "set its quantity", "remove it"]) {
    expect(of(name)).toMatchObject({ cart: oneWrite, seed: oneWrite });
  }
  expect(of("look at 3 lines")?.cart).toMatchObject({ reads: 1, writes: 0 });
  expect(of("check out 3 lines")?.cart.writes).toBe(1);
  expect(of("check out 30 lines")?.cart.writes).toBe(1);
  expect(
    of("hear that one of 3 is sold out, as others heard within the last second")?.cart,
  ).toMatchObject({ writes: 0, writeUnits: 0, reads: 3 });
  // 25 at a time, a unit for each line.
  expect(of("check out 30 lines")?.seed).toMatchObject({ writes: 2, writeUnits: 30 });

  const table = unitsText(operations, pricesOf("us-east-1")).split("\n");
  expect(table).toHaveLength(operations.length + 2);
  expect(table).toContain("| add a product | 1 W | 0.63 | 1 W | 0.63 |");
});
