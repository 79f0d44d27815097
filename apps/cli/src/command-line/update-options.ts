import type { ProxyDecreaseRule } from "@spillway/capacity-proxy";
import { oneOf, wholeNumber } from "./option-values.ts";

// Its own list: reading the package for these words alone would slow down every command.
const RULES = [
  "four and one an hour",
  "four, then hourly",
  "unlimited",
] as const satisfies readonly ProxyDecreaseRule[];

/** How long a change of capacity takes: of whatever throttles as DynamoDB does. */
export const updatingSeconds = [
  "--updating-seconds <n>",
  "how long a table stays UPDATING while its capacity changes, 0 to 3600",
  wholeNumber({ min: 0, max: 3_600 }),
  0,
] as const;

/** How often capacity may be decreased. */
export const decreaseRule = [
  "--decrease-rule <rule>",
  `how often capacity may be decreased: "four and one an hour" as in DynamoDB, "four, then hourly" as for older accounts, or "unlimited"`,
  oneOf(RULES),
  "unlimited",
] as const;
