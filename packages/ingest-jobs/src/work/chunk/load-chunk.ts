import {
  type Interrupt,
  type LoadPacer,
  type LoadReport,
  type LoadRequest,
  type LoadServices,
  load,
  type PlannedSource,
} from "@spillway/load";
import { sharedPacer } from "@spillway/shared-pace";
import { CapacityPacer } from "@spillway/table-writer";
import type { Job } from "../../job.ts";
import { keptRequest } from "../../progress/job-of.ts";
import type { MetaItem } from "../../store/items/meta-item.ts";
import { jobTable } from "../../tables.ts";
import { loadOf } from "../plan/load-of-job.ts";
import type { WorkServices } from "../work-services.ts";
import type { ChunkOwner } from "./chunk-owner.ts";
import type { RejectParts } from "./reject-parts.ts";

const DEFAULT_SPILL_AFTER_SECONDS = 60;
/** A job of more chunks saves less often: all its chunks' items are beside each other. */
const CHUNKS_A_SECOND = 250;
const MOST_SECONDS = 8;

/** What a chunk is a part of. */
export interface ChunkSource {
  readonly address: string;
  readonly planned: PlannedSource;
}

export interface LoadChunkOptions {
  readonly meta: MetaItem;
  readonly source: ChunkSource;
  readonly owner: ChunkOwner;
  readonly rejects: RejectParts;
  readonly interrupt: Interrupt;
}

/** Writes a chunk from where it is, until it is done or interrupted. */
export function loadChunk(services: WorkServices, options: LoadChunkOptions): Promise<LoadReport> {
  const { meta, source, owner, rejects, interrupt } = options;
  const { clients, settings, clock, random } = services;
  const job = keptRequest(meta);
  const { start: begin, end } = owner.chunk;
  const request: LoadRequest = {
    ...loadOf(job),
    source: source.address,
    part: { source: source.planned, range: { begin, end } },
    startedAt: meta.created_at,
    checkpointSeconds: checkpointSeconds(services, meta),
    dryRun: false,
    resume: true,
    // Where the pace is shared, the job's rate is a pace that its workers share.
    maxWcu: settings.sharePace ? "auto" : (rateOf(job) ?? "auto"),
    concurrency: settings.writeConcurrency,
    maxAttempts: settings.maxAttempts,
    ...spillOf(services, meta, job),
  };
  return load(request, {
    clients,
    standardInput: nothing(),
    stores: { checkpoint: async () => owner, rejects: async () => rejects },
    clock,
    random,
    interrupt,
    peakMemoryBytes: () => process.resourceUsage().maxRSS * 1_024,
    onStart: () => {},
    onProgress: () => {},
    pacerFor: pacerFor(services, meta.id, rateOf(job)),
  });
}

/** One for each table; a job with a rate of its own has one beside it. */
function pacerFor(
  { clients, settings, table: paceTable, random, logger, pacers }: WorkServices,
  job: string,
  rate: ReturnType<typeof rateOf>,
): NonNullable<LoadServices["pacerFor"]> {
  return async (options) => {
    const { table, maxWriteUnits } = options;
    if (!settings.sharePace) {
      const name = `${table.name} ${maxWriteUnits}`;
      return pacers.of(name, table, () => new CapacityPacer(options));
    }
    const client = await clients.dynamodb();
    const line = `JOB#${job}`;
    const make = (): LoadPacer =>
      sharedPacer({
        ...{ ...options, client, paceTable, random },
        ...(rate !== undefined && { lines: [{ name: line, maxWriteUnits: rate }] }),
        onTrouble: (trouble) =>
          logger.warn("the shared pace", {
            table: table.name,
            ...(rate !== undefined && { job }),
            ...trouble,
          }),
      });
    return pacers.of(rate === undefined ? table.name : `${table.name} ${line}`, table, make);
  };
}

function rateOf({ rate }: Job["request"]): number | `${number}%` | undefined {
  return rate as number | `${number}%` | undefined;
}

function spillOf(
  { tables, clock }: WorkServices,
  meta: MetaItem,
  { strategy, table, spillAfterSeconds = DEFAULT_SPILL_AFTER_SECONDS }: Job["request"],
): Pick<LoadRequest, "within" | "spill"> {
  const spill = jobTable(tables, table)?.buffer_queue_url;
  if (strategy === "direct" || !spill) return {};
  if (strategy === "buffered") return { within: 0, spill };
  const sinceMs = clock.now() - Date.parse(meta.started_at ?? meta.created_at);
  return { within: Math.max(0, spillAfterSeconds - sinceMs / 1_000), spill };
}

/** Seconds between two checkpoints of a chunk. */
export function checkpointSeconds(
  { settings }: Pick<WorkServices, "settings">,
  { chunks_total = 1 }: Pick<MetaItem, "chunks_total">,
): number {
  return Math.max(
    settings.checkpointSeconds,
    Math.min(MOST_SECONDS, chunks_total / CHUNKS_A_SECOND),
  );
}

async function* nothing(): AsyncGenerator<Uint8Array, void, undefined> {}
