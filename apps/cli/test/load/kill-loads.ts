import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import { isFullSize } from "@spillway/testkit";
import { expect } from "vitest";
import { startSpillway } from "../run-spillway.ts";

/** A load that is to be killed, and begun again, some times. */
export interface KilledLoad {
  readonly cwd: string;
  readonly checkpointFile: string;
  readonly kills: number;
  /** How many records the source has. */
  readonly records: number;
}

/**
 * Starts a load and kills it, again and again, each time at another point of it: at full size somewhere in
 * this part of the source, the last fifth left alone, which no load does in the half second before the kill.
 * Else when it is further than the one before, or has only begun. And at any moment of what happens there.
 *
 * @param args of a load that resumes, and is not done before the last kill
 */
export async function killLoads(args: readonly string[], load: KilledLoad): Promise<void> {
  const { cwd, checkpointFile, kills, records } = load;
  /** How far the run is that began then; -1 before it has come to its first checkpoint. */
  const nextRecord = async (begun: number): Promise<number> => {
    if (!existsSync(checkpointFile)) return -1;
    const { next, savedAt } = JSON.parse(await readFile(checkpointFile, "utf8"));
    return Date.parse(savedAt) < begun ? -1 : Number(next);
  };

  let reached = 0;
  for (let kill = 1; kill <= kills; kill += 1) {
    const begun = Date.now();
    const running = startSpillway(args, { cwd });
    const state = { ended: false };
    void running.ended.then(() => {
      state.ended = true;
    });
    const part = ((kill - 1 + Math.random()) / kills) * records * 0.8;
    const target = isFullSize() ? part : kill % 2 === 0 ? reached + 1 : 0;
    while (!state.ended && (await nextRecord(begun)) < target) await delay(20);
    reached = await nextRecord(0);
    await delay(Math.random() * 500);
    running.child.kill("SIGKILL");
    expect(await running.ended).toMatchObject({ signal: "SIGKILL", stderr: "" });
  }
}
