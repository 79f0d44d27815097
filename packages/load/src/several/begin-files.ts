import type { LoadCheckpoints } from "../checkpoint/load-checkpoints.ts";
import { ownCursor } from "../transform/transform-cursor.ts";
import { fileListText, listedOf } from "./file-list.ts";
import { lookedAt } from "./open-several.ts";
import { type FileChanges, resumedFiles } from "./resumed-files.ts";
import { severalCursorOf } from "./several-cursor.ts";
import type { SeveralSource } from "./several-source.ts";
import { bytesOf, type PassedOver } from "./source-file.ts";

/** What a load of several files begins with. */
export interface FilesStart {
  readonly count: number;
  /** Undefined where nobody knows. */
  readonly bytes: number | undefined;
  readonly passedOver: readonly PassedOver[];
  /** The file that this run begins with; undefined where all are done. */
  readonly first: { readonly name: string; readonly number: number } | undefined;
  /** What has become of the files since the load began, where it goes on. */
  readonly changes: FileChanges;
}

/** Which files a load had, for its report. */
export interface FilesReport extends Pick<FilesStart, "count" | "passedOver" | "changes"> {
  /** Null where nobody knows. */
  readonly bytes: number | null;
}

/** A load of several files, ready to be run. */
export interface BegunFiles {
  readonly source: SeveralSource;
  readonly checkpoints: LoadCheckpoints;
  readonly files: FilesStart;
}

/**
 * Fixes which files are loaded: those that were found, or where a load goes on, those with which it
 * began. Each checkpoint names them.
 *
 * @param isTransformed whether the records go through a transform, whose cursors hold those of the files
 * @throws SpillwayError as `resumedFiles` and `lookedAt` do
 */
export async function beginFiles(
  source: SeveralSource,
  checkpoints: LoadCheckpoints,
  isTransformed = false,
): Promise<BegunFiles> {
  const { earlier, name = "the checkpoint" } = checkpoints;
  const { input } = source;
  const cursor = severalCursorOf(ownCursor(earlier?.cursor, isTransformed));
  const { files, listed, changes } =
    earlier?.files === undefined
      ? { files: input.files, listed: input.files.map(listedOf), changes: UNCHANGED }
      : resumedFiles(earlier.files, cursor, input.files, name);
  const bytes = bytesOf(files);
  const begun = await lookedAt({ ...source, input: { ...input, files, bytes } }, cursor);
  const first = files[cursor.file];
  return {
    source: begun,
    checkpoints: {
      ...checkpoints,
      identity: { ...checkpoints.identity, files: fileListText(listed) },
    },
    files: {
      ...{ count: files.length, bytes, passedOver: input.passedOver, changes },
      first: first && { name: first.name, number: cursor.file + 1 },
    },
  };
}

const UNCHANGED: FileChanges = { gone: [], replaced: [], added: [] };
