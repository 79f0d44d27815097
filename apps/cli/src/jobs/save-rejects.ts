import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { getFile, type JobsClient } from "@spillway/jobs-client";
import { cliError } from "../errors.ts";

/** What was saved. */
export interface SavedRejects {
  /** Null where there were none: then no file is made. */
  readonly file: string | null;
  readonly files: number;
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Saves all rejects of a job, one after the other, in one file, which `load` and a new job take. It is
 * there when it is whole.
 *
 * @throws SpillwayError `REJECTS_FILE_EXISTS`, `REJECTS_UNWRITABLE`, and what the client throws
 */
export async function saveRejects(
  id: string,
  file: string,
  client: Pick<JobsClient, "rejects">,
  onSaved: (saved: Omit<SavedRejects, "file">) => void = () => {},
): Promise<SavedRejects> {
  await assertFree(file);
  const part = `${file}.part`;
  let files = 0;
  const counted = { lines: 0, bytes: 0 };
  try {
    for await (const { url } of client.rejects(id)) {
      const target = createWriteStream(part, { flags: files === 0 ? "w" : "a" });
      await pipeline(await getFile(url), counting(counted), target);
      files += 1;
      onSaved({ files, ...counted });
    }
    if (files > 0) await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw unwritable(error, file);
  }
  return { file: files === 0 ? null : file, files, ...counted };
}

/** Counts lines, and ends the last one where the file does not. */
function counting(total: { lines: number; bytes: number }): Transform {
  let last = NEW_LINE;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      for (const byte of chunk) if (byte === NEW_LINE) total.lines += 1;
      total.bytes += chunk.length;
      last = chunk.at(-1) ?? last;
      done(null, chunk);
    },
    flush(done) {
      if (last === NEW_LINE) return done();
      total.lines += 1;
      total.bytes += 1;
      done(null, "\n");
    },
  });
}

const NEW_LINE = 0x0a;

async function assertFree(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined || found.size === 0) return;
  throw cliError("REJECTS_FILE_EXISTS", `${file} is there and holds something`, {
    hint: "Load it, move it away, or name another file with --out.",
  });
}

function unwritable(error: unknown, file: string): unknown {
  const isOfFiles = error instanceof Error && "syscall" in error && "path" in error;
  if (!isOfFiles) return error;
  return cliError("REJECTS_UNWRITABLE", `${file} can't be written: ${error.message}`, {
    hint: "Name another file with --out.",
    cause: error,
  });
}
