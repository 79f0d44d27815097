import type { LoadClients } from "@spillway/aws-clients";
import { followCapacity, type Prices, type TableShape } from "@spillway/capacity";
import { type Clock, Deadline, type Random } from "@spillway/pacing";
import type { CsvColumns } from "@spillway/records";
import {
  CapacityPacer,
  type CapacityPacerOptions,
  fastestTransport,
  type WritePacer,
} from "@spillway/table-writer";
import {
  type LoadCheckpoints,
  loadCheckpoints,
  type UnfinishedLoad,
} from "../checkpoint/load-checkpoints.ts";
import { loadIdentity } from "../checkpoint/load-identity.ts";
import { loadError } from "../errors.ts";
import { openTable } from "../from-table/open-table.ts";
import { openInput } from "../input/open-input.ts";
import { sourceOfPart } from "../parts/planned-source.ts";
import { notPlannable } from "../parts/split-source.ts";
import { dryTransport, loadPlan } from "../plan/load-plan.ts";
import { beginFiles, type FilesStart } from "../several/begin-files.ts";
import { findSource } from "../several/find-source.ts";
import { severalSource } from "../several/open-several.ts";
import { shapeOfRequest } from "../shape/shape-of-request.ts";
import { formatWords } from "../source/format-words.ts";
import { openRequested } from "../source/open-requested.ts";
import { type RequestTable, tableOfRequest } from "../source/requested-table.ts";
import type { Source } from "../source/source.ts";
import { type DescribedTable, describeTable, expiryAttribute } from "../table/describe-table.ts";
import type { Interrupt } from "./interrupt.ts";
import type { LoadProgress } from "./load-progress.ts";
import { type LoadReport, loadReport } from "./load-report.ts";
import type { LoadRequest } from "./load-request.ts";
import type { LoadStores } from "./load-stores.ts";
import { runLoad } from "./run-load.ts";
import { spillInto } from "./spill-into.ts";

/** What a load works with. */
export interface LoadServices {
  readonly clients: LoadClients;
  /** Of where a table is that is read. Default: `clients`. */
  readonly sourceClients?: LoadClients;
  /** What the source `-` is read from. */
  readonly standardInput: AsyncIterable<Uint8Array>;
  /** Where rejects and checkpoints are kept. */
  readonly stores: LoadStores;
  readonly clock: Clock;
  readonly random: Random;
  /** Of the table's region: what a dry run is priced by. Default: it tells no cost. */
  readonly prices?: Prices;
  readonly interrupt: Interrupt;
  /** The most memory that the process had, in bytes. */
  readonly peakMemoryBytes: () => number;
  readonly onProgress: (progress: LoadProgress) => void;
  /** Called with what was found out before the first record is written. */
  readonly onStart: (start: LoadStart) => void;
  /**
   * Makes what holds the load to a pace, such as one that is shared with others who write the table.
   * Default: a `CapacityPacer` of this load alone. A load with `maxWcu: "off"` has none.
   */
  readonly pacerFor?: (options: CapacityPacerOptions) => LoadPacer | Promise<LoadPacer>;
}

/** What holds a load to a pace. */
export interface LoadPacer extends WritePacer {
  /** The table's capacity, or its indexes, may have changed. */
  update(table: TableShape): void;
  /** The load is done: gives back what it has not used. */
  close?(): Promise<void>;
}

/** What a load begins with. */
export interface LoadStart {
  /** Of several files that of the first that is read. */
  readonly format: string;
  /** What its text is in. Default: UTF-8. */
  readonly encoding?: string;
  readonly columns: CsvColumns | undefined;
  /** Which files they are, of a source that has several. */
  readonly files: FilesStart | undefined;
  /** About how many a table has; undefined where nobody knows, and of other sources. */
  readonly items?: number;
  /** What else was found of the source. */
  readonly notes: readonly string[];
  /** Whether it was to go on, and where it does. */
  readonly resume: boolean;
  readonly resumedAt: number | undefined;
  /** An unfinished load that is not gone on with. */
  readonly unfinished: UnfinishedLoad | undefined;
}

/**
 * Loads a source into a table.
 *
 * @throws SpillwayError for whatever keeps it from being begun: no such file, table, permission, key
 */
export async function load(request: LoadRequest, services: LoadServices): Promise<LoadReport> {
  const { clients, clock, random, pacerFor = ownPacer } = services;
  const { target } = clients;
  const client = await clients.dynamodb();
  const named = await tableOfRequest(request, services);
  const { table: name } = named;
  const described = await describeTable(client, name, target);
  const table = described.shape;
  const loaded = new AbortController();
  const { signal } = loaded;
  const opened = await openedLoad(request, services, named, described, signal);
  const { source, checkpoints, files } = opened;
  const { earlier, unfinished, identity } = checkpoints;
  const startedAtMs = Date.parse(identity.startedAt);
  const shape = await shapeOfRequest(request, table, startedAtMs, () =>
    expiryAttribute(client, table.name, target),
  );
  const rejects = await services.stores.rejects({
    label: source.input.label,
    table: table.name,
    earlier: earlier?.rejects ?? undefined,
  });
  if (earlier?.rejects) await rejects?.keepBefore(earlier.next);
  const { format = "several" } =
    source.format === "several" ? { format: source.firstFormat } : source;
  const encoded = "encoding" in source && source.encoding ? { encoding: source.encoding } : {};
  const notes = [...("notes" in source ? (source.notes ?? []) : [])];
  const start = (columns: CsvColumns | undefined) => {
    const { resume } = request;
    const items = source.format === "table" ? source.input.bytes : undefined;
    services.onStart({
      format,
      ...encoded,
      columns,
      ...(items && { items }),
      files,
      notes: [...notes],
      resume,
      resumedAt: earlier?.next,
      unfinished,
    });
  };
  const range = request.part?.source.goesOnBy === "byte" ? request.part.range : undefined;
  if (format !== "csv" || notes.length > 0) start(undefined);
  else if (range !== undefined) start(source.format === "csv" ? source.layout : undefined);
  const wire = request.dryRun ? undefined : fastestTransport(await clients.dynamodbWriter());
  const pacer =
    request.dryRun || request.maxWcu === "off"
      ? undefined
      : await pacerFor({ table, clock, maxWriteUnits: request.maxWcu });
  const spill =
    request.spill && !request.dryRun ? await spillInto(request.spill, services) : undefined;
  if (pacer !== undefined) {
    const describe = async () => (await describeTable(client, name, target)).shape;
    void followCapacity({ describe, pacer, clock, signal: loaded.signal });
  }
  try {
    const { report, unsent, complete, nextByte, numberKeys, transform } = await runLoad({
      source,
      range,
      transform: request.transform,
      shape,
      // By its ARN where it was named by it: it may be in another account.
      table: { ...table, name },
      transport: wire ?? dryTransport(table),
      pacer,
      rejects,
      checkpoints,
      checkpointSeconds: request.checkpointSeconds,
      interrupt: services.interrupt,
      clock,
      random,
      concurrency: request.concurrency,
      maxAttempts: request.maxAttempts,
      ...(request.within !== undefined && {
        deadline: Deadline.after(clock, request.within * 1_000),
      }),
      ...(spill && { spill }),
      onColumns: start,
      onNote: (note) => notes.push(note),
      onProgress: services.onProgress,
    });
    if (complete) await checkpoints.remove();
    const hasRejects = rejects !== undefined && (await rejects.holdsSomething());
    return loadReport(report, earlier, {
      table: table.name,
      source: source.input.name,
      format: formatWords(source),
      deletes: request.deletes,
      dryRun: request.dryRun
        ? loadPlan(table, report.unitsConsumed, request.maxWcu, services.prices)
        : null,
      tableRead: source.format === "table" ? source.input.read : null,
      complete,
      nextByte,
      unsent,
      numberKeys,
      notes,
      transform,
      rejects: hasRejects ? rejects.name : null,
      checkpoint: complete ? null : (checkpoints.name ?? null),
      peakMemoryBytes: services.peakMemoryBytes(),
    });
  } finally {
    loaded.abort();
    await pacer?.close?.();
    await rejects?.close();
    wire?.destroy();
  }
}

function ownPacer(options: CapacityPacerOptions): LoadPacer {
  return new CapacityPacer(options);
}

async function openedLoad(
  request: LoadRequest,
  services: LoadServices,
  { table: name, input: opened }: RequestTable,
  table: DescribedTable,
  signal: AbortSignal,
) {
  const { part, source: named, fromTable, transform } = request;
  if (part !== undefined && transform !== undefined) throw needsAll(transform.name);
  if (fromTable !== undefined) {
    const { sourceClients: clients = services.clients } = services;
    const wanted = { ...request, fromTable };
    const source = await openTable(wanted, table.shape, { ...services, clients, signal });
    const checkpoints = await checkpointsOf(source, name, request, services, table);
    return { source, checkpoints, files: undefined };
  }
  const input =
    part && typeof named === "string"
      ? await openInput(named, services, part.source.identity)
      : (opened ?? (await findSource(named, services)));
  if ("files" in input) {
    if (part) throw notPlannable(input.name);
    const source = severalSource(input, request, table, services);
    const kept = await checkpointsOf(source, name, request, services, table);
    return beginFiles(source, kept, transform !== undefined);
  }
  const source = part
    ? sourceOfPart(input, part.source)
    : await openRequested(input, request, table);
  const checkpoints = await checkpointsOf(source, name, request, services, table);
  return { source, checkpoints, files: undefined };
}

async function checkpointsOf(
  source: Source,
  name: string,
  request: LoadRequest,
  { stores, clients, clock }: LoadServices,
  { shape }: DescribedTable,
): Promise<LoadCheckpoints> {
  const { label, identity } = source.input;
  const place = { label, table: shape.name, isRereadable: identity !== undefined };
  // Nothing is written by a dry run, so there is nothing to go on with.
  return loadCheckpoints({
    store: request.dryRun ? undefined : await stores.checkpoint(place),
    resume: request.resume && !request.dryRun,
    load: loadIdentity(name, request, source, clients.target),
    nowMs: clock.now(),
    startedAt: request.startedAt,
  });
}

function needsAll(transform: string) {
  return loadError(
    "TRANSFORM_NEEDS_ALL",
    `expected all of a source for the transform ${transform}; came a part of it`,
    { hint: "Load the source as a whole: what comes out has no bytes to go on from." },
  );
}
