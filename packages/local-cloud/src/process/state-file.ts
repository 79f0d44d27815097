import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";

const schema = z.object({
  pid: z.number().int().positive(),
  endpoint: z.url(),
  startedAt: z.string(),
});

/** What a running local cloud says about itself in `state.json`. */
export type LocalCloudState = z.infer<typeof schema>;

function fileIn(stateDir: string): string {
  return path.join(stateDir, "state.json");
}

/** Undefined when there is none, or it cannot be read. */
export function readState(stateDir: string): LocalCloudState | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(fileIn(stateDir), "utf8")));
  } catch {
    return undefined;
  }
}

/** Written whole or not at all: a reader never sees half a file. */
export function writeState(stateDir: string, state: LocalCloudState): void {
  const half = `${fileIn(stateDir)}.${state.pid}`;
  writeFileSync(half, `${JSON.stringify(state, undefined, 2)}\n`);
  renameSync(half, fileIn(stateDir));
}

export function removeState(stateDir: string): void {
  rmSync(fileIn(stateDir), { force: true });
}

const endingSchema = z.object({ at: z.string(), why: z.string() });

/** Why the last local cloud of a state directory ended by itself. */
export type LocalCloudEnding = z.infer<typeof endingSchema>;

function endingIn(stateDir: string): string {
  return path.join(stateDir, "ended.json");
}

/** Undefined when it was stopped as it should be, or nothing was noted. */
export function readEnding(stateDir: string): LocalCloudEnding | undefined {
  try {
    return endingSchema.parse(JSON.parse(readFileSync(endingIn(stateDir), "utf8")));
  } catch {
    return undefined;
  }
}

export function writeEnding(stateDir: string, ending: LocalCloudEnding): void {
  writeFileSync(endingIn(stateDir), `${JSON.stringify(ending)}\n`);
}

export function removeEnding(stateDir: string): void {
  rmSync(endingIn(stateDir), { force: true });
}
