import { awsRequest } from "@spillway/aws";
import type { Clients } from "@spillway/aws-clients";
import type { LoadServices } from "@spillway/load";
import type { PaceTrouble } from "@spillway/shared-pace";
import { cliError } from "../errors.ts";

/** What a person says of whom to share the pace with. */
export interface LoadPaceOptions {
  readonly sharePace?: boolean | undefined;
  readonly paceTable?: string | undefined;
}

/**
 * The table of pace items that a person means; undefined for a load that shares no pace.
 *
 * @param jobsTable gives that of the environment, if one was named
 * @throws SpillwayError PACE_TABLE_MISSING where neither table nor environment is named,
 * PACE_WITHOUT_PACING, and what `jobsTable` throws
 */
export function paceTableOf(
  { sharePace = false, paceTable }: LoadPaceOptions,
  maxWcu: unknown,
  jobsTable: (() => string) | undefined,
): string | undefined {
  if (!sharePace && paceTable === undefined) return undefined;
  if (maxWcu === "off") {
    throw cliError("PACE_WITHOUT_PACING", "expected --share-pace or --max-wcu off; came both", {
      hint: "Leave out one of them.",
    });
  }
  if (paceTable !== undefined) return paceTable;
  if (jobsTable !== undefined) return jobsTable();
  throw cliError(
    "PACE_TABLE_MISSING",
    "expected --environment or --pace-table with --share-pace: which jobs table is the pace shared on?",
    { hint: "For example: --share-pace --environment dev" },
  );
}

/**
 * Makes the pacer of a load that shares its table's capacity.
 *
 * @param note says something to the person
 */
export function sharedPacerFor(
  paceTable: string,
  clients: Clients,
  { random, note }: Pick<LoadServices, "random"> & { readonly note: (text: string) => void },
): NonNullable<LoadServices["pacerFor"]> {
  return async (options) => {
    const { readPaceItem, sharedPacer } = await import("@spillway/shared-pace");
    const client = await clients.dynamodbWriter();
    await awsRequest(
      `could not read the pace of ${options.table.name} in ${paceTable}`,
      clients.target,
      () => readPaceItem(client, paceTable, options.table.name),
    );
    const onTrouble = (trouble: PaceTrouble) => note(`    ${troubleText(trouble)}`);
    return sharedPacer({ ...options, client, paceTable, random, onTrouble });
  };
}

/** What a person is told when the pace can't be shared, and when it can again. */
export function troubleText(trouble: PaceTrouble): string {
  if (trouble.kind === "shared again") return "the pace is shared again";
  const { reason, share } = trouble;
  const percent = Math.max(1, Math.round(share * 100));
  return `the pace is not shared for now: ${reason.message}; writing with ${percent} % of the capacity`;
}
