import { statSync } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import type { Clock } from "@spillway/pacing";
import { LineSplitter } from "../lambda-host/log-lines.ts";
import { type LogLine, readLogLine } from "./log-line.ts";

export interface FollowOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onLine: (line: LogLine) => void;
  /** Bytes of the file that are known already; default all that it holds. */
  readonly from?: number;
}

const LOOK_EVERY_MS = 150;
const CHUNK_BYTES = 65_536;

/**
 * Tells each line that is written to a log from now on, until it is stopped: over a change of files when
 * one is full, and over restarts of the local cloud. A file that is not there yet is waited for.
 */
export async function followLog(file: string, options: FollowOptions): Promise<void> {
  const { clock, signal, onLine } = options;
  const splitter = new LineSplitter((line) => onLine(readLogLine(line)));
  const decoder = new TextDecoder();
  const tell = (bytes: Uint8Array) => splitter.push(decoder.decode(bytes, { stream: true }));
  // Before anything is waited for: what is written after the call is told.
  let position = options.from ?? statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  let opened = await opening(file);
  try {
    while (!signal.aborted) {
      const found = await stat(file).catch(() => undefined);
      const changed = opened !== undefined && found?.ino !== opened.inode;
      if (opened !== undefined) {
        if (!changed && found !== undefined && found.size < position) {
          // Full, copied and cut: what came before the cut is in the copy, at the same place.
          const copy = await opening(`${file}.1`);
          if (copy !== undefined) await readOn(copy.handle, position, tell);
          await copy?.handle.close();
          position = 0;
        }
        position = await readOn(opened.handle, position, tell);
      }
      if (changed || (opened === undefined && found !== undefined)) {
        await opened?.handle.close();
        opened = await opening(file);
        position = 0;
        continue;
      }
      await clock.sleep(LOOK_EVERY_MS, signal).catch(() => undefined);
    }
  } finally {
    await opened?.handle.close();
  }
}

interface Opened {
  readonly handle: FileHandle;
  readonly inode: number;
}

async function opening(file: string): Promise<Opened | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (handle === undefined) return undefined;
  return { handle, inode: (await handle.stat()).ino };
}

/** Reads to the end of what is there now, and gives the position after it. */
async function readOn(
  handle: FileHandle,
  from: number,
  onBytes: (bytes: Uint8Array) => void,
): Promise<number> {
  const buffer = new Uint8Array(CHUNK_BYTES);
  let position = from;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
    if (bytesRead === 0) return position;
    onBytes(buffer.subarray(0, bytesRead));
    position += bytesRead;
  }
}
