import type { PlainRecord } from "@spillway/item";

export async function* sampleRecords(): AsyncGenerator<PlainRecord, void, undefined> {}
