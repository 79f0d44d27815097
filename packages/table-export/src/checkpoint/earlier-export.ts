import { exportError } from "../errors.ts";
import {
  type ExportCheckpoint,
  type ExportCheckpointStore,
  parseExportCheckpoint,
} from "./export-checkpoint.ts";

export interface EarlierExportOptions {
  /** Undefined where none is kept. */
  readonly store: ExportCheckpointStore | undefined;
  /** Whether to go on with it. */
  readonly resume: boolean;
  /** Whether to begin anew in its place. */
  readonly force: boolean;
  /** What tells this export from another. */
  readonly identity: ExportCheckpoint["export"];
}

/**
 * Finds how far an earlier run of the same export came. What it read was paid for: it is never begun
 * anew by itself.
 *
 * @returns undefined to begin at the beginning
 * @throws SpillwayError `EXPORT_UNFINISHED`, `CHECKPOINT_OF_ANOTHER_EXPORT`, `EXPORT_CHECKPOINT_INVALID`
 */
export async function earlierExport(
  options: EarlierExportOptions,
): Promise<ExportCheckpoint | undefined> {
  const { store, resume, force, identity } = options;
  if (store === undefined || (force && !resume)) return undefined;
  const text = await store.read();
  if (text === undefined) return undefined;
  const found = parseExportCheckpoint(text, store.name);
  if (!resume) {
    if (found.items === 0) return undefined;
    throw exportError(
      "EXPORT_UNFINISHED",
      `an earlier export of this file stopped after ${found.items} items: ${store.name}`,
      { hint: "Go on with it: --resume. Begin anew: --force" },
    );
  }
  const difference = differenceOf(found.export, identity);
  if (difference === undefined) return found;
  throw exportError(
    "CHECKPOINT_OF_ANOTHER_EXPORT",
    `${store.name} belongs to another export: ${difference}`,
    { hint: "Ask for the same as before, or begin anew: --force without --resume" },
  );
}

/** What differs first, in words. */
function differenceOf(
  before: ExportCheckpoint["export"],
  now: ExportCheckpoint["export"],
): string | undefined {
  const shown = (value: unknown) => JSON.stringify(value) ?? "nothing";
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [was, is] = [shown(before[name]), shown(now[name])];
    if (was !== is) return `${name} was ${was} and is ${is}`;
  }
  return undefined;
}
