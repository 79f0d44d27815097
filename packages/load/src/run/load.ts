import { followCapacity } from "@spillway/capacity";
import { Deadline } from "@spillway/pacing";
import type { CsvColumns } from "@spillway/records";
import { CapacityPacer, type CapacityPacerOptions, fastestTransport } from "@spillway/table-writer";
import { dryTransport, loadPlan } from "../plan/load-plan.ts";
import type { FilesReport, FilesStart } from "../several/begin-files.ts";
import { shapeOfRequest } from "../shape/shape-of-request.ts";
import { formatWords } from "../source/format-words.ts";
import { tableOfRequest } from "../source/requested-table.ts";
import { describeTable, expiryAttribute } from "../table/describe-table.ts";
import { type LoadReport, loadReport } from "./load-report.ts";
import type { LoadRequest } from "./load-request.ts";
import type { LoadPacer, LoadServices } from "./load-services.ts";
import { openedLoad } from "./opened-load.ts";
import { runLoad } from "./run-load.ts";
import { spillInto } from "./spill-into.ts";

/**
 * Loads a source into a table.
 *
 * @throws SpillwayError for whatever keeps it from being begun: no such file, table, permission, key
 */
export async function load(request: LoadRequest, services: LoadServices): Promise<LoadReport> {
  const loaded = new AbortController();
  const opened: Closing[] = [];
  try {
    return await loadAll(request, services, { signal: loaded.signal, opened });
  } finally {
    // Also where it was never begun: what follows a table's capacity would keep the process.
    loaded.abort();
    for (const close of opened.toReversed()) await close();
  }
}

type Closing = () => Promise<void> | void;

async function loadAll(
  request: LoadRequest,
  services: LoadServices,
  { signal, opened: toClose }: { readonly signal: AbortSignal; readonly opened: Closing[] },
): Promise<LoadReport> {
  const { clients, clock, random, pacerFor = ownPacer } = services;
  const { target } = clients;
  const client = await clients.dynamodb();
  const named = await tableOfRequest(request, services);
  const { table: name } = named;
  const described = await describeTable(client, name, target);
  const table = described.shape;
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
  toClose.push(() => rejects?.close());
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
  toClose.push(() => wire?.destroy());
  const pacer =
    request.dryRun || request.maxWcu === "off"
      ? undefined
      : await pacerFor({ table, clock, maxWriteUnits: request.maxWcu });
  toClose.push(() => pacer?.close?.());
  const spill =
    request.spill && !request.dryRun ? await spillInto(request.spill, services) : undefined;
  if (pacer !== undefined) {
    const describe = async () => (await describeTable(client, name, target)).shape;
    void followCapacity({ describe, pacer, clock, signal });
  }
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
    files: files === undefined ? null : filesReport(files),
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
}

function filesReport({ count, bytes, passedOver, changes }: FilesStart): FilesReport {
  return { count, bytes: bytes ?? null, passedOver, changes };
}

function ownPacer(options: CapacityPacerOptions): LoadPacer {
  return new CapacityPacer(options);
}
