import { randomUUID } from "node:crypto";
import {
  type EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from "@aws-sdk/client-eventbridge";
import { scheduleOf } from "@spillway/aws";
import type { Clock } from "@spillway/pacing";
import type { ErrorReport } from "../error-report.ts";
import type { BusEvent } from "../event-bus/bus-event.ts";
import type { MatchedRule } from "../event-bus/target-input.ts";
import { scheduledEvent } from "./scheduled-event.ts";

export interface SchedulesOptions {
  readonly client: EventBridgeClient;
  readonly clock: Clock;
  /** Gives targets an event. */
  readonly fire: (rule: MatchedRule, targets: readonly Target[], event: BusEvent) => Promise<void>;
  readonly onError: ErrorReport;
}

/** A rule that fires by schedule. */
export interface ScheduledRule {
  readonly name: string;
  readonly expression: string;
  /** When it fires next, in ms since 1970; undefined when it never does again. */
  readonly nextMs: number | undefined;
}

interface Running {
  readonly rule: Rule;
  readonly stopping: AbortController;
  nextMs: number | undefined;
}

/** Fires the enabled scheduled rules of the default event bus at their targets. */
export class Schedules {
  readonly #options: SchedulesOptions;
  readonly #running = new Map<string, Running>();
  #refreshed: Promise<void> = Promise.resolve();

  constructor(options: SchedulesOptions) {
    this.#options = options;
  }

  /** To be called when a rule was put, enabled, disabled or deleted. */
  changed(): void {
    this.#refreshed = this.#refreshed
      .then(() => this.#refresh())
      .catch((error: unknown) => this.#options.onError("schedules", error));
  }

  /** What fires, and when next. */
  snapshot(): readonly ScheduledRule[] {
    return [...this.#running.values()].map(({ rule, nextMs }) => ({
      name: rule.Name ?? "",
      expression: rule.ScheduleExpression ?? "",
      nextMs,
    }));
  }

  close(): void {
    for (const { stopping } of this.#running.values()) stopping.abort();
    this.#running.clear();
  }

  async #refresh(): Promise<void> {
    const rules = await this.#scheduledRules();
    const wanted = new Map(rules.map((rule) => [`${rule.Arn} ${rule.ScheduleExpression}`, rule]));
    for (const [key, { stopping }] of this.#running) {
      if (wanted.has(key)) continue;
      stopping.abort();
      this.#running.delete(key);
    }
    // One that runs on unchanged keeps its rhythm.
    for (const [key, rule] of wanted) {
      if (this.#running.has(key)) continue;
      const running: Running = { rule, stopping: new AbortController(), nextMs: undefined };
      this.#running.set(key, running);
      this.#run(running).catch((error: unknown) => {
        if (!running.stopping.signal.aborted) this.#options.onError(`rule ${rule.Name}`, error);
      });
    }
  }

  async #scheduledRules(): Promise<Rule[]> {
    const { client } = this.#options;
    const rules: Rule[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(new ListRulesCommand(NextToken ? { NextToken } : {}));
      rules.push(...(page.Rules ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return rules.filter((rule) => rule.ScheduleExpression && rule.State !== "DISABLED");
  }

  async #run(running: Running): Promise<void> {
    const { clock } = this.#options;
    const { rule } = running;
    const { signal } = running.stopping;
    const next = scheduleOf(rule.ScheduleExpression ?? "");
    let dueMs = next(clock.now());
    while (dueMs !== undefined) {
      running.nextMs = dueMs;
      // A sleep may be shorter than a month-long wait.
      while (clock.now() < dueMs) await clock.sleep(dueMs - clock.now(), signal);
      await this.#fire(rule, dueMs).catch((error: unknown) =>
        this.#options.onError(`rule ${rule.Name}`, error),
      );
      dueMs = next(dueMs);
    }
    running.nextMs = undefined;
  }

  async #fire({ Name: name = "", Arn: arn = "" }: Rule, dueMs: number): Promise<void> {
    const { client, fire } = this.#options;
    const { Targets: targets = [] } = await client.send(
      new ListTargetsByRuleCommand({ Rule: name }),
    );
    await fire({ name, arn }, targets, scheduledEvent(arn, dueMs, randomUUID()));
  }
}
