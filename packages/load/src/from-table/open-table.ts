import type { Target } from "@spillway/aws";
import type { LoadClients } from "@spillway/aws-clients";
import { followCapacity, type TableShape } from "@spillway/capacity";
import type { Clock, Random } from "@spillway/pacing";
import {
  CapacityReadPacer,
  clientTransport,
  type ScanOptions,
  scanPages,
  segmentsFor,
  tableSizeOf,
  toldPages,
} from "@spillway/table-scan";
import { unitLimits } from "@spillway/table-writer";
import type { Interrupt } from "../run/interrupt.ts";
import type { LoadRequest } from "../run/load-request.ts";
import { assertShapesItems, type ShapeRequest } from "../shape/shape-of-request.ts";
import { describeTable } from "../table/describe-table.ts";
import { assertTableHasKey, LOOKED_AT } from "./table-key-check.ts";
import type { TableReading } from "./table-reading.ts";
import type { TableInput, TableSource } from "./table-source.ts";

export interface OpenTableRequest extends ShapeRequest, Pick<LoadRequest, "maxWcu" | "transform"> {
  readonly fromTable: TableReading;
}

export interface OpenTableServices {
  /** Of where the table is that is read. */
  readonly clients: LoadClients;
  readonly clock: Clock;
  readonly random: Random;
  readonly interrupt: Interrupt;
  /** Aborts when nothing more is wanted of the table. */
  readonly signal: AbortSignal;
}

/**
 * Looks at a table that is to be read: that it is there, may be read, and has items with the key of the
 * table that they go to. It reads a first page of at most 100 items.
 *
 * @param target the table that is written to
 * @throws SpillwayError `TABLE_NOT_FOUND`, `TABLE_NOT_READY`, `SCAN_REFUSED`, `KEY_ATTRIBUTE_MISSING`,
 * `ITEMS_HAVE_KEYS`, `SCAN_INDEX_UNKNOWN`, and what the requests fail with
 */
export async function openTable(
  request: OpenTableRequest,
  target: TableShape,
  services: OpenTableServices,
): Promise<TableSource> {
  const { fromTable, transform } = request;
  const { clients, clock, random, interrupt } = services;
  if (transform === undefined) assertShapesItems("table", request);
  const { table: name, index, maxRcu, segments, ...query } = fromTable;
  const client = await clients.dynamodb();
  const { shape, description } = await describeTable(client, name, clients.target);
  const { items, bytes, itemBytes } = tableSizeOf(description, index);
  const { consistent } = query;
  const pacer =
    maxRcu === "off"
      ? undefined
      : new CapacityReadPacer({
          ...{ table: shape, index, consistent, maxReadUnits: maxRcu, itemBytes, clock },
        });
  const stop = new AbortController();
  interrupt.whenRequested(() => stop.abort());
  const signal = AbortSignal.any([services.signal, stop.signal]);
  if (pacer !== undefined) {
    const describe = async () => (await describeTable(client, name, clients.target)).shape;
    void followCapacity({ describe, pacer, clock, signal });
  }
  const options: ScanOptions = {
    ...{ ...query, index, table: name, pacer, clock, random, signal },
    transport: clientTransport(await clients.dynamodbWriter()),
  };
  const first = toldPages(scanPages({ ...options, pageItems: LOOKED_AT }), name, clients.target);
  const { value: page } = await first.next();
  await first.return();
  // What a transform makes of the items is not known before.
  if (transform === undefined) {
    await assertTableHasKey({ shape, query: fromTable }, page?.items ?? [], target, request);
  }
  const label = [shape.name, index, "table"].filter((part) => part !== undefined).join("-");
  const input: TableInput = {
    name: index === undefined ? `table ${name}` : `index ${index} of table ${name}`,
    label,
    bytes: items === 0 ? undefined : items,
    identity: identityOf(description.TableId ?? "", request, clients.target),
    read: { scanned: 0, readUnits: page?.units ?? 0, throttledPages: 0 },
    pages: (from) =>
      toldPages(
        scanPages({
          ...{ ...options, from, segments: segments ?? segmentsFor(bytes) },
          pageItems: pageItemsFor(target, request.maxWcu),
        }),
        name,
        clients.target,
      ),
  };
  return { input, format: "table" };
}

/** What tells a table, and what of it is read, from another. */
function identityOf(id: string, { fromTable }: OpenTableRequest, target: Target) {
  const { table, index, filter, projection, names, values } = fromTable;
  const given = { index, filter, projection, names: names && JSON.stringify(names) };
  const texts = { ...given, values: values && JSON.stringify(values) };
  const said = Object.entries(texts).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const where = target.endpoint ?? target.region;
  return { table, id, where, ...Object.fromEntries(said) };
}

const MOST_PAGE_ITEMS = 1_000;
const FEWEST_PAGE_ITEMS = 100;

/**
 * A load goes on from a page, so a kill costs one to be written again: of a table that takes little in a
 * second, a small one.
 */
function pageItemsFor(target: TableShape, maxWcu: LoadRequest["maxWcu"]): number {
  const limits = maxWcu === "off" ? [] : [...unitLimits(target, maxWcu).values()];
  const perSecond = Math.min(...limits.map((units) => units ?? MOST_PAGE_ITEMS));
  return Math.floor(Math.max(FEWEST_PAGE_ITEMS, Math.min(MOST_PAGE_ITEMS, perSecond)));
}
