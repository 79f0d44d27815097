import type { PlainRecord } from "@spillway/item";

/** Items of the bench: nine attributes, about 200 bytes by DynamoDB's rules, all of other keys. */
export type BenchItem = PlainRecord & { readonly pk: string };

export const BENCH_KEYS = { partitionKey: { name: "pk", type: "S" } } as const;

const CITIES = ["Lisbon", "Osaka", "Nairobi", "Montréal", "Austin"];

export function benchItem(n: number): BenchItem {
  return {
    pk: `ORDER#${String(n).padStart(12, "0")}`,
    customer: `CUSTOMER#${n % 99_991}`,
    email: `customer${n % 99_991}@mail.example.com`,
    status: n % 7 === 0 ? "returned" : "delivered",
    city: CITIES[n % CITIES.length] ?? "",
    amount: (n % 50_000) / 100,
    quantity: (n % 9) + 1,
    gift: n % 11 === 0,
    note: "leave with the neighbour if nobody answers the door",
  };
}

/** Makes them one at a time, as a file would. */
export function* benchItems(from: number, count: number): Generator<BenchItem> {
  for (let n = from; n < from + count; n += 1) yield benchItem(n);
}

/** In batches of 25. */
export function* batchesOf<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < 25) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
