import type { TableMeter } from "@spillway/capacity";
import { isSpillwayError } from "@spillway/errors";
import type { IncomingRequest } from "../http/incoming-request.ts";
import type { RouteServices } from "../route-services.ts";
import type { MeteredWrite } from "./admission.ts";
import { measureWrite } from "./measure-write.ts";
import { readOldItems } from "./old-items.ts";
import type { WriteOperation, WriteRequest } from "./write-request.ts";

/**
 * Finds the meter of each write's table and measures the write.
 *
 * @returns undefined when one of them can't be measured: then the whole request is for the engine
 */
export async function meterWrites(
  services: RouteServices,
  operation: WriteOperation,
  request: IncomingRequest,
  requests: readonly WriteRequest[],
): Promise<readonly MeteredWrite[] | undefined> {
  const meters = new Map<string, TableMeter>();
  for (const table of new Set(requests.map((write) => write.table))) {
    const meter = await services.catalog.meterOf(request, table);
    if (meter === undefined) return undefined;
    meters.set(table, meter);
  }
  const known = requests.flatMap((write) => {
    const meter = meters.get(write.table);
    return meter === undefined ? [] : [{ request: write, meter, keys: meter.shape.keys }];
  });
  const oldItems = services.readOldItems
    ? await readOldItems(services.upstream, request, known)
    : undefined;
  const measured = known.map(({ request: write, meter }) => {
    const units = measure(meter, write, oldItems?.get(write), operation);
    return units === undefined ? undefined : { ...units, request: write, meter };
  });
  const complete = measured.filter((write) => write !== undefined);
  return complete.length === requests.length ? complete : undefined;
}

/**
 * Measures a write.
 *
 * @param before the item as it is, where it is known
 * @returns undefined when it can't be measured
 */
export function measure(
  meter: TableMeter,
  write: WriteRequest,
  before: WriteRequest["item"] | undefined,
  operation: WriteOperation,
): ReturnType<typeof measureWrite> {
  try {
    return measureWrite(meter.shape, write, before, operation === "TransactWriteItems");
  } catch (error) {
    // A number that is none, for example: the engine says it better.
    if (isSpillwayError(error)) return undefined;
    throw error;
  }
}
