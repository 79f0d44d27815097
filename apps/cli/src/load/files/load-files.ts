import type { LoadStores } from "@spillway/load";
import { CheckpointFile } from "./checkpoint-file.ts";
import { RejectFile } from "./reject-file.ts";
import { rejectPath } from "./reject-path.ts";

/** The files that a person named. */
export interface LoadFileNames {
  readonly checkpoint?: string | undefined;
  readonly rejects?: string | undefined;
}

/** Keeps what must outlive a load in files of the working directory, or in those that were named. */
export function loadFiles({
  checkpoint,
  rejects,
  dryRun,
}: LoadFileNames & { readonly dryRun: boolean }): LoadStores {
  return {
    checkpoint: async ({ label, table, isRereadable }) => {
      // Of a pipe none is kept, unless a file is named.
      const own = isRereadable ? `${label}.${table}.checkpoint.json` : undefined;
      const path = checkpoint ?? own;
      return path === undefined ? undefined : new CheckpointFile(path);
    },
    rejects: async ({ label, table, earlier }) => {
      // A dry run keeps its rejects only where a person says so.
      if (dryRun && rejects === undefined) return undefined;
      return new RejectFile(await rejectPath({ given: rejects, earlier, label, table }));
    },
  };
}
