import { costOfRequests, type Prices } from "@spillway/capacity";
import { formatRate } from "@spillway/report-page";
import type { OperationUnits } from "./count-units.ts";
import type { CountedUse } from "./counted-client.ts";

const HEAD = ["operation", "the cart", "dollars a million", "the seed's way", "dollars a million"];
const MILLION = 1_000_000;

/** A table in Markdown, as it stands in a README. */
export function unitsText(operations: readonly OperationUnits[], prices: Prices): string {
  const rows = operations.map(({ name, cart, seed }) => [
    name,
    ...[useText(cart), dollarsText(cart, prices)],
    ...(seed === undefined ? ["", ""] : [useText(seed), dollarsText(seed, prices)]),
  ]);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(HEAD), line(HEAD.map(() => "---")), ...rows.map(line)].join("\n");
}

/** `1 W`, `25.5 R in 2 requests` */
function useText({ writeUnits, readUnits, writes, reads }: CountedUse): string {
  const parts = [
    ...(writes > 0 ? [`${formatRate(writeUnits)} W${requestsText(writes)}`] : []),
    ...(reads > 0 ? [`${formatRate(readUnits)} R${requestsText(reads)}`] : []),
  ];
  return parts.join(", ");
}

function requestsText(requests: number): string {
  return requests === 1 ? "" : ` in ${requests}`;
}

function dollarsText(use: CountedUse, prices: Prices): string {
  return (costOfRequests(use, prices) * MILLION).toFixed(2);
}
