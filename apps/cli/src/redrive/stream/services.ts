import type { Clock, Random } from "@spillway/pacing";
import type { ReadableQueue } from "../queue/dead-letter.ts";
import type { FailedObjects, Processor, StreamReader } from "./ports.ts";
import type { StreamRedrive } from "./stream-redrive.ts";

/** Where failures are, and what replays them. */
export interface StreamServices {
  readonly queue: ReadableQueue | undefined;
  readonly retentionSeconds: number | undefined;
  readonly objects: FailedObjects;
  readonly processor: Processor;
  readonly stream: StreamReader;
}

export interface StreamRedriveWishes {
  /** Records a second. */
  readonly rate: number;
  /** Failures to replay, at most. */
  readonly limit?: number;
  readonly dryRun: boolean;
}

export interface StreamRedriveContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: StreamProgress) => void;
}

export interface StreamProgress {
  readonly found: number;
  /** Failures that were tried; undefined while they are looked for. */
  readonly tried: number | undefined;
  readonly records: number;
  readonly failed: number;
}

/** What a run came to, without where it looked. */
export type StreamRedriveCounts = Omit<StreamRedrive, "sources" | "functionName" | "hidden">;
