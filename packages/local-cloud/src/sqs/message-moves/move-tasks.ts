import { randomUUID } from "node:crypto";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../../error-report.ts";
import type { Move, Moved } from "./move-messages.ts";

/** In one step, and so in a second where nobody said how many: SQS's own highest rate. */
const FASTEST = 500;
const STEP_MS = 1_000;
const REMEMBERED = 10;

/** A task as ListMessageMoveTasks shows it. */
export interface MoveTask {
  readonly id: string;
  readonly sourceArn: string;
  readonly destinationArn: string | undefined;
  readonly maxPerSecond: number | undefined;
  readonly startedAt: number;
  readonly toMove: number;
  moved: number;
  status: "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";
  failureReason?: string;
}

export interface MoveTasksOptions {
  readonly move: (move: Move) => Promise<Moved>;
  readonly clock: Clock;
  readonly onError: ErrorReport;
}

/** What a task is started with. */
export type NewMoveTask = Pick<MoveTask, "sourceArn" | "destinationArn" | "maxPerSecond">;

const FAILURES = {
  NoSource: "AWS.SimpleQueueService.NonExistentQueue",
  NoDestination: "AWS.SimpleQueueService.NonExistentQueue",
  NotDeadLetters: "InvalidParameterValue",
  NoHome: "CouldNotDetermineMessageSource",
} as const;

/**
 * Tasks that move messages out of dead-letter queues, a step each second: as many messages as their rate
 * allows, until none is left that was there. The ten latest of each queue are remembered.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export class MoveTasks {
  readonly #options: MoveTasksOptions;
  readonly #tasks = new Map<string, MoveTask[]>();
  readonly #stopping = new AbortController();

  constructor(options: MoveTasksOptions) {
    this.#options = options;
  }

  /** Of a queue, the latest first. */
  of(sourceArn: string): readonly MoveTask[] {
    return this.#tasks.get(sourceArn) ?? [];
  }

  /** Starts one that may be started, given how many messages wait. */
  start(asked: NewMoveTask, toMove: number): MoveTask {
    const { clock } = this.#options;
    const task: MoveTask = {
      ...asked,
      id: randomUUID(),
      startedAt: clock.now(),
      toMove,
      moved: 0,
      status: "RUNNING",
    };
    this.#tasks.set(task.sourceArn, [task, ...this.of(task.sourceArn)].slice(0, REMEMBERED));
    void this.#run(task);
    return task;
  }

  close(): void {
    this.#stopping.abort();
  }

  async #run(task: MoveTask): Promise<void> {
    const { clock, onError } = this.#options;
    const { signal } = this.#stopping;
    try {
      while (task.status === "RUNNING") {
        await this.#step(task);
        if (task.status === "RUNNING") await clock.sleep(STEP_MS, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      task.status = "FAILED";
      task.failureReason = "InternalError";
      onError(`messages of ${task.sourceArn} were not moved`, error);
    }
  }

  async #step(task: MoveTask): Promise<void> {
    const count = Math.min(task.maxPerSecond ?? FASTEST, task.toMove - task.moved);
    const { error, moved, left } = await this.#options.move({
      source: queueOf(task.sourceArn),
      destination: task.destinationArn === undefined ? undefined : queueOf(task.destinationArn),
      count,
    });
    task.moved += moved;
    // It may have been cancelled meanwhile.
    if (task.status !== "RUNNING") return;
    if (error !== undefined) {
      task.status = "FAILED";
      task.failureReason = FAILURES[error];
    } else if (left === 0 || task.moved >= task.toMove) {
      task.status = "COMPLETED";
    }
  }
}

/** The name of the queue with an ARN. */
export function queueOf(arn: string): string {
  return arn.split(":").at(-1) ?? "";
}
