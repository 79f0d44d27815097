import { expect, it } from "vitest";
import { nextDecreaseAtOf } from "../../src/control/next-decrease-at.ts";

it.each([
  [
    "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After the first 4 decreases, each subsequent decrease in the same UTC day can be performed at most once every 3600 seconds. Number of decreases today: 6. Last decrease at Wednesday, July 25, 2018 8:48:14 PM UTC. Next decrease can be made at Wednesday, July 25, 2018 9:48:14 PM UTC",
    "2018-07-25T21:48:14Z",
  ],
  [
    "Next decrease can be made at Sunday, November 29, 2026 12:00:00 AM UTC.",
    "2026-11-29T00:00:00Z",
  ],
])("reads the time of the next decrease", (message, time) => {
  expect(nextDecreaseAtOf(message)).toBe(Date.parse(time));
});

it.each(["Subscriber limit exceeded: too many tables", "Next decrease can be made at noon", ""])(
  "is undefined where no time is told: %j",
  (message) => expect(nextDecreaseAtOf(message)).toBeUndefined(),
);
