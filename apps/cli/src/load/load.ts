import { basename } from "node:path";
import { SpillwayError } from "@spillway/errors";
import type { Clock, Random } from "@spillway/pacing";
import type { CsvColumns } from "@spillway/records";
import { CapacityPacer, fastestTransport } from "@spillway/table-writer";
import type { Clients } from "../environment/clients.ts";
import type { Checkpoint } from "./checkpoint/checkpoint.ts";
import {
  assertSameLoad,
  readCheckpoint,
  removeCheckpoint,
  saveCheckpoint,
} from "./checkpoint/checkpoint-file.ts";
import { describeTable } from "./describe-table.ts";
import { openInput } from "./input/open-input.ts";
import type { Interrupt } from "./interrupt.ts";
import { dryTransport, loadPlan } from "./load-plan.ts";
import type { LoadProgress } from "./load-progress.ts";
import { type LoadReport, loadReport } from "./load-report.ts";
import type { LoadRequest } from "./load-request.ts";
import { keepRejectsBefore, RejectFile } from "./rejects/reject-file.ts";
import { rejectPath } from "./rejects/reject-path.ts";
import { runLoad } from "./run-load.ts";
import { neededKeys, shapeOfRequest } from "./shape-of-request.ts";
import { openSource } from "./source/open-source.ts";

/** What a load works with. */
export interface LoadServices {
  readonly clients: Clients;
  readonly standardInput: AsyncIterable<Uint8Array>;
  readonly clock: Clock;
  readonly random: Random;
  readonly interrupt: Interrupt;
  readonly peakMemoryBytes: () => number;
  readonly onProgress: (progress: LoadProgress) => void;
  /** Called with what was found out before the first record is written. */
  readonly onStart: (start: LoadStart) => void;
}

/** What a load begins with. */
export interface LoadStart {
  readonly format: string;
  readonly columns: CsvColumns | undefined;
  /** Where it goes on. */
  readonly resumedAt: number | undefined;
  /** An unfinished load of the same source, that was not asked to go on. */
  readonly unfinished: Checkpoint | undefined;
}

/**
 * Loads a source into a table.
 *
 * @throws SpillwayError for whatever keeps it from being begun: no such file, table, permission, key
 */
export async function load(request: LoadRequest, services: LoadServices): Promise<LoadReport> {
  const { clients, clock, interrupt } = services;
  const client = await clients.dynamodb();
  const { shape: table, keyAttributes } = await describeTable(
    client,
    request.table,
    clients.target,
  );
  const input = await openInput(request.source, services);
  const source = await openSource(input, {
    format: request.format,
    csv: {
      delimiter: request.delimiter,
      types: request.types?.columns ?? {},
      infer: request.types?.infer ?? true,
      empty: request.keepEmpty ? "keep" : "omit",
    },
    keyAttributes,
    needed: neededKeys(table.keys, request),
  });
  const place = checkpointPlace(request, input.label, table.name, input.identity !== undefined);
  const identity: Checkpoint["load"] = {
    ...(input.identity === undefined ? {} : { source: { ...input.identity } }),
    table: table.name,
    at: clients.target.endpoint ?? clients.target.region,
    format: source.format,
    ...(source.csv && { csv: { ...source.csv, types: { ...source.csv.types } } }),
    ...(request.pk === undefined ? {} : { pk: request.pk }),
    ...(request.sk === undefined ? {} : { sk: request.sk }),
    ...(request.shard === undefined ? {} : { shard: request.shard }),
    ...(request.ttl === undefined ? {} : { ttl: request.ttl.seconds }),
    deletes: request.deletes,
  };
  const found = place === undefined ? undefined : await readCheckpoint(place);
  const earlier = request.resume ? found : undefined;
  if (earlier !== undefined && place !== undefined) assertSameLoad(place, earlier, identity);
  if (earlier?.rejects) await keepRejectsBefore(earlier.rejects, earlier.next);
  const startedAt = earlier?.startedAt ?? new Date(clock.now()).toISOString();
  const shape = await shapeOfRequest(request, table, Date.parse(startedAt), {
    client,
    target: clients.target,
  });
  const rejects = new RejectFile(() =>
    rejectPath({
      given: request.rejects,
      earlier: earlier?.rejects,
      label: input.label,
      table: table.name,
    }),
  );
  const wire = request.dryRun ? undefined : fastestTransport(await clients.dynamodbWriter());
  const paced = !request.dryRun && request.maxWcu !== "off";
  const start = (columns: CsvColumns | undefined) =>
    services.onStart({
      format: source.format,
      columns,
      resumedAt: earlier?.next,
      unfinished: earlier === undefined ? found : undefined,
    });
  if (source.format !== "csv") start(undefined);
  let bytesRead = 0;
  const startedAtMs = clock.now();
  try {
    const { report, unsent, complete } = await runLoad({
      source,
      shape,
      table,
      transport: wire ?? dryTransport(table),
      pacer: paced ? new CapacityPacer({ table, clock, maxWriteUnits: request.maxWcu }) : undefined,
      rejects,
      checkpoints: {
        earlier,
        identity: { version: 1, startedAt, load: identity },
        save: place === undefined ? undefined : (checkpoint) => saveCheckpoint(place, checkpoint),
      },
      interrupt,
      clock,
      random: services.random,
      concurrency: request.concurrency,
      maxAttempts: request.maxAttempts,
      onColumns: start,
      onBytes: (bytes) => {
        bytesRead += bytes;
      },
      onProgress: (write) =>
        services.onProgress({
          bytesRead,
          bytes: input.bytes,
          write,
          before: earlier?.counts.written ?? 0,
          seconds: (clock.now() - startedAtMs) / 1_000,
        }),
    });
    if (complete && place !== undefined) await removeCheckpoint(place);
    return loadReport(report, earlier, {
      table: table.name,
      source: input.name,
      format: source.format,
      dryRun: request.dryRun ? loadPlan(table, report.unitsConsumed) : null,
      complete,
      unsent,
      rejects: rejects.path ?? earlier?.rejects ?? null,
      checkpoint: complete ? null : (place ?? null),
      peakMemoryBytes: services.peakMemoryBytes(),
    });
  } finally {
    await rejects.close();
    wire?.destroy();
  }
}

/** Where the checkpoint is kept; undefined where none is: of a pipe, unless one is named, and of a dry run. */
function checkpointPlace(
  { checkpoint, dryRun, resume }: LoadRequest,
  label: string,
  table: string,
  isRereadable: boolean,
): string | undefined {
  if (dryRun) return undefined;
  if (checkpoint !== undefined) return checkpoint;
  if (isRereadable) return basename(`${label}.${table}.checkpoint.json`);
  if (!resume) return undefined;
  throw new SpillwayError(
    "RESUME_NEEDS_CHECKPOINT",
    "expected --checkpoint FILE to resume from standard input; came none",
    { hint: "Pipe the same bytes again, and name the checkpoint that the first run kept." },
  );
}
