import { readPageAssets } from "@spillway/report-page";
import { dynamoDbLocalEndpoint } from "@spillway/testkit";
import { expect, it } from "vitest";
import { KEY_CHOICES } from "../../src/carts/keys/key-choices.ts";
import type { Launch } from "../../src/carts/keys/launch.ts";
import { launchPage } from "../../src/carts/keys/launch-page.ts";
import { launchText } from "../../src/carts/keys/launch-text.ts";
import { runLaunch } from "../../src/carts/keys/run-launch.ts";

// A partition gives 1,000 adds in the second, and 1,000 more that it had saved.
const launch: Launch = {
  ...{ usual: 10, peak: 2_400, hotShare: 0.95, quietSeconds: 1, peakSeconds: 1 },
  ...{ users: 10_000, products: 20 },
};

it("throttles a product that everybody wants where it is the partition key, and nowhere else", async () => {
  const results = await Promise.all(
    KEY_CHOICES.map((choice) => runLaunch(dynamoDbLocalEndpoint(), choice, launch, 1)),
  );
  const [byUser, byProduct] = results;
  expect(byUser).toMatchObject({ key: "user", reasons: {}, unitsPerAdd: 1 });
  expect(byUser?.hot.throttled).toBe(0);
  expect(byProduct).toMatchObject({ key: "product", unitsPerAdd: 2, others: { throttled: 0 } });
  const { done = 0, throttled = 0 } = byProduct?.hot ?? {};
  expect(throttled).toBeGreaterThan(200);
  expect(done).toBeLessThan(2_100);
  expect(byProduct?.reasons).toEqual({ TableWriteKeyRangeThroughputExceeded: throttled });

  expect(launchText(launch, results)).toContain(`${throttled} of `);
  const html = launchPage(launch, results, "a test", await readPageAssets());
  expect(html).toContain("1,000 a second");
});
