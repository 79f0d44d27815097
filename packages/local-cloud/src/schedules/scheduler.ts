import { randomUUID } from "node:crypto";
import {
  DeleteScheduleCommand,
  GetScheduleCommand,
  type GetScheduleOutput,
  ListSchedulesCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from "@aws-sdk/client-scheduler";
import type { Clock } from "@spillway/pacing";
import type { Deliveries, Sender } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import { firingDelivery, nextDue, type Timing } from "./schedule.ts";
import type { ScheduledRule } from "./schedules.ts";

export interface SchedulerOptions {
  readonly client: SchedulerClient;
  readonly clock: Clock;
  readonly deliveries: Pick<Deliveries, "deliver">;
  readonly onError: ErrorReport;
}

/** A schedule's name and its group's. */
export interface ScheduleName {
  readonly group: string;
  readonly name: string;
}

interface Running {
  readonly expression: string;
  readonly stopping: AbortController;
  nextMs: number | undefined;
}

/** Fires the enabled schedules of EventBridge Scheduler at their targets. */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #running = new Map<string, Running>();

  constructor(options: SchedulerOptions) {
    this.#options = options;
  }

  /** To be called once, for those that are there already. */
  async begin(): Promise<void> {
    // What was due while nobody was here is not made up for.
    const fromMs = this.#options.clock.now();
    await this.#inEach((one) => this.#follow(one, fromMs));
  }

  /** To be called when a group was deleted, and its schedules with it. */
  groupGone(group: string): void {
    for (const key of [...this.#running.keys()]) if (key.startsWith(`${group}/`)) this.#stop(key);
  }

  /** To be called when a schedule was created, updated or deleted. */
  async changed(schedule: ScheduleName): Promise<void> {
    await this.#follow(schedule, undefined);
  }

  /** @param fromMs fires only what is due then or later; default from its last change on */
  async #follow({ group, name }: ScheduleName, fromMs: number | undefined): Promise<void> {
    const schedule = await this.#schedule({ group, name });
    const key = `${group}/${name}`;
    this.#stop(key);
    if (schedule === undefined || schedule.State === "DISABLED") return;
    const stopping = new AbortController();
    const running = { expression: schedule.ScheduleExpression ?? "", stopping, nextMs: undefined };
    this.#running.set(key, running);
    this.#run(schedule, running, fromMs)
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) this.#options.onError(`schedule ${key}`, error);
      })
      .finally(() => {
        if (this.#running.get(key) === running) this.#running.delete(key);
      });
  }

  /** Those that will fire, each as `group/name`. */
  snapshot(): readonly ScheduledRule[] {
    return [...this.#running].map(([name, { expression, nextMs }]) => ({
      name,
      expression,
      nextMs,
    }));
  }

  close(): void {
    for (const key of [...this.#running.keys()]) this.#stop(key);
  }

  #stop(key: string): void {
    this.#running.get(key)?.stopping.abort();
    this.#running.delete(key);
  }

  async #schedule({ group, name }: ScheduleName): Promise<GetScheduleOutput | undefined> {
    try {
      return await this.#options.client.send(
        new GetScheduleCommand({ GroupName: group, Name: name }),
      );
    } catch (error) {
      if (error instanceof ResourceNotFoundException) return undefined;
      throw error;
    }
  }

  async #inEach(work: (one: ScheduleName) => Promise<void>): Promise<void> {
    let NextToken: string | undefined;
    do {
      const page = await this.#options.client.send(
        new ListSchedulesCommand(NextToken ? { NextToken } : {}),
      );
      for (const { GroupName: group = "default", Name: name = "" } of page.Schedules ?? []) {
        await work({ group, name });
      }
      NextToken = page.NextToken;
    } while (NextToken);
  }

  async #run(
    schedule: GetScheduleOutput,
    running: Running,
    fromMs: number | undefined,
  ): Promise<void> {
    const { clock, client } = this.#options;
    const { signal } = running.stopping;
    const timing = timingOf(schedule, clock.now());
    // A rate is due at the moment that it was put.
    let dueMs = nextDue(timing, (fromMs ?? timing.createdMs) - 1);
    while (dueMs !== undefined) {
      running.nextMs = dueMs;
      // A sleep may be shorter than a month-long wait.
      while (clock.now() < dueMs) await clock.sleep(dueMs - clock.now(), signal);
      if (signal.aborted) return;
      await this.#fire(schedule, dueMs);
      dueMs = nextDue(timing, dueMs);
    }
    if (schedule.ActionAfterCompletion !== "DELETE" || signal.aborted) return;
    await client.send(
      new DeleteScheduleCommand({ GroupName: schedule.GroupName, Name: schedule.Name }),
    );
  }

  async #fire(schedule: GetScheduleOutput, dueMs: number): Promise<void> {
    const { deliveries, onError } = this.#options;
    const { Arn: scheduleArn = "", Target: target, GroupName: group = "default" } = schedule;
    const executionId = randomUUID();
    const arn = target?.Arn ?? "";
    const { EventBridgeParameters: bus } = target ?? {};
    const delivery = firingDelivery(
      {
        arn,
        input: target?.Input,
        groupId: target?.SqsParameters?.MessageGroupId,
        bus: bus && { source: bus.Source ?? "", detailType: bus.DetailType ?? "" },
      },
      { scheduleArn, dueMs, executionId },
    );
    if (delivery === undefined) return;
    const sender: Sender = {
      service: "scheduler.amazonaws.com",
      arn: scheduleArn,
      roleArn: target?.RoleArn ?? "",
      trustedArn: scheduleArn.replace(/:schedule\/.*/, `:schedule-group/${group}`),
    };
    const why = await deliveries.deliver(arn, delivery, sender);
    const deadLetters = target?.DeadLetterConfig?.Arn;
    const body = JSON.stringify(target?.Input ?? {});
    const undelivered =
      why === undefined || deadLetters === undefined
        ? why
        : await deliveries.deliver(deadLetters, { kind: "queue", message: { body } }, sender);
    if (undelivered !== undefined) {
      onError(`schedule ${group}/${schedule.Name}: ${arn} got nothing: ${undelivered}`, undefined);
    }
  }
}

function timingOf(schedule: GetScheduleOutput, nowMs: number): Timing {
  return {
    expression: schedule.ScheduleExpression ?? "",
    timezone: schedule.ScheduleExpressionTimezone ?? "UTC",
    createdMs: (schedule.LastModificationDate ?? schedule.CreationDate)?.getTime() ?? nowMs,
    startMs: schedule.StartDate?.getTime(),
    endMs: schedule.EndDate?.getTime(),
  };
}
