import { type LoadCheckpoints, loadCheckpoints } from "../checkpoint/load-checkpoints.ts";
import { loadIdentity } from "../checkpoint/load-identity.ts";
import { loadError } from "../errors.ts";
import { openTable } from "../from-table/open-table.ts";
import { openInput } from "../input/open-input.ts";
import { sourceOfPart } from "../parts/planned-source.ts";
import { notPlannable } from "../parts/split-source.ts";
import { beginFiles, type FilesStart } from "../several/begin-files.ts";
import { findSource } from "../several/find-source.ts";
import { severalSource } from "../several/open-several.ts";
import { openRequested } from "../source/open-requested.ts";
import type { RequestTable } from "../source/requested-table.ts";
import type { Source } from "../source/source.ts";
import type { DescribedTable } from "../table/describe-table.ts";
import type { LoadRequest } from "./load-request.ts";
import type { LoadServices } from "./load-services.ts";

/** What a load reads, and where it goes on. */
export interface OpenedLoad {
  readonly source: Source;
  readonly checkpoints: LoadCheckpoints;
  /** Which files they are, of a source that has several. */
  readonly files: FilesStart | undefined;
}

/**
 * Opens what a request reads, and finds where an earlier run of it ended.
 *
 * @param signal aborts when the load is done
 * @throws SpillwayError for whatever keeps the source from being read, or is not to be gone on with
 */
export async function openedLoad(
  request: LoadRequest,
  services: LoadServices,
  { table: name, input: opened }: RequestTable,
  table: DescribedTable,
  signal: AbortSignal,
): Promise<OpenedLoad> {
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
