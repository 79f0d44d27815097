import {
  type CloudWatchClient,
  type MetricAlarm as DeployedAlarm,
  DescribeAlarmsCommand,
  SetAlarmStateCommand,
} from "@aws-sdk/client-cloudwatch";
import type { Clock } from "@spillway/pacing";
import type { Deliveries } from "../deliveries/deliveries.ts";
import { targetKind } from "../deliveries/delivery.ts";
import type { ErrorReport } from "../error-report.ts";
import type { ServiceEvent } from "../event-bus/bus-event.ts";
import {
  alarmBusEvent,
  alarmFunctionEvent,
  alarmMessage,
  alarmSubject,
  type StateChange,
} from "./alarm-messages.ts";
import { evaluateAlarm, periodsLookedAt } from "./evaluate-alarm.ts";
import { type AlarmState, type MetricAlarm, metricAlarm } from "./metric-alarm.ts";
import type { WatchedMetrics } from "./watched-metrics.ts";

export interface AlarmsOptions {
  /** Of moto, past the gateway: what is set here must not be taken for what a person sets. */
  readonly client: CloudWatchClient;
  readonly metrics: WatchedMetrics;
  readonly deliveries: Pick<Deliveries, "deliver">;
  readonly takeEvent: (event: ServiceEvent) => void;
  readonly clock: Clock;
  readonly onError: ErrorReport;
}

/** How often alarms are looked at, while there are any. */
const LOOK_EVERY_MS = 10_000;
const MINUTE_MS = 60_000;
/** Data of a period arrive a little after its end. */
const DATA_LAG_MS = 2_000;

/** Evaluates the metric alarms of a region, sets their state and does what they ask for. */
export class Alarms {
  readonly #options: AlarmsOptions;
  readonly #stopping = new AbortController();
  readonly #alarms = new Map<string, MetricAlarm>();
  readonly #evaluatedTo = new Map<string, number>();
  /** Reading, evaluating and setting take turns: each begins with the states that the one before left. */
  #turn: Promise<void> = Promise.resolve();
  #isLooking = false;

  constructor(options: AlarmsOptions) {
    this.#options = options;
  }

  /** To be called once, for those that are there already. */
  begin(): Promise<void> {
    return this.#inTurn(async () => this.#took(await this.#deployed()));
  }

  /** To be called when alarms were put, changed or deleted. */
  changed(names: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      const deployed = await this.#deployed(names);
      for (const name of names) {
        this.#alarms.delete(name);
        // A new or changed one is not left waiting.
        this.#evaluatedTo.delete(name);
      }
      await this.#took(deployed);
    });
  }

  /** The state of an alarm as far as it is known here. */
  stateOf(name: string): AlarmState | undefined {
    return this.#alarms.get(name)?.state;
  }

  /** Sets an alarm's state without doing anything for it: after it was put, when moto forgets it. */
  async keepState(name: string, state: AlarmState): Promise<void> {
    await this.#options.client.send(
      new SetAlarmStateCommand({
        AlarmName: name,
        StateValue: state,
        StateReason: "Unchecked: Initial alarm creation",
      }),
    );
  }

  /** To be called when somebody set an alarm's state: then it acts as if it had come to it. */
  async stateWasSet(
    name: string,
    to: AlarmState,
    reason: string,
    reasonData: string | undefined,
  ): Promise<void> {
    await this.#inTurn(async () => {
      const alarm = this.#alarms.get(name);
      if (alarm === undefined || alarm.state === to) return;
      await this.#came(alarm, to, reason, reasonData);
    });
  }

  close(): void {
    this.#stopping.abort();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.onError("alarms", error);
    });
    return this.#turn;
  }

  async #took(deployed: readonly DeployedAlarm[]): Promise<void> {
    for (const one of deployed) {
      const alarm = metricAlarm(one);
      if (alarm !== undefined) this.#alarms.set(alarm.name, alarm);
    }
    this.#watch();
    for (const name of [...this.#alarms.keys()]) {
      if (!this.#evaluatedTo.has(name)) await this.#evaluate(name);
    }
    if (this.#alarms.size === 0 || this.#isLooking) return;
    this.#isLooking = true;
    this.#look().catch((error: unknown) => {
      if (!this.#stopping.signal.aborted) this.#options.onError("alarms", error);
    });
  }

  /** Has the data kept that the alarms look back on. */
  #watch(): void {
    const keepMs = new Map<string, number>();
    for (const alarm of this.#alarms.values()) {
      const ms = (periodsLookedAt(alarm) + 1) * alarm.periodSeconds * 1_000 + MINUTE_MS;
      keepMs.set(alarm.metric, Math.max(ms, keepMs.get(alarm.metric) ?? 0));
    }
    this.#options.metrics.watch(keepMs);
  }

  /** @param names default all */
  async #deployed(names?: readonly string[]): Promise<DeployedAlarm[]> {
    const { client } = this.#options;
    const alarms: DeployedAlarm[] = [];
    let NextToken: string | undefined;
    do {
      const page = await client.send(
        new DescribeAlarmsCommand({
          AlarmTypes: ["MetricAlarm"],
          ...(names === undefined ? {} : { AlarmNames: [...names] }),
          ...(NextToken ? { NextToken } : {}),
        }),
      );
      alarms.push(...(page.MetricAlarms ?? []));
      NextToken = page.NextToken;
    } while (NextToken);
    return alarms;
  }

  /** Goes on while there are alarms. */
  async #look(): Promise<void> {
    const { clock } = this.#options;
    try {
      while (this.#alarms.size > 0) {
        const now = clock.now() - DATA_LAG_MS;
        await clock.sleep(LOOK_EVERY_MS - (now % LOOK_EVERY_MS), this.#stopping.signal);
        await this.#inTurn(async () => {
          for (const name of [...this.#alarms.keys()]) await this.#evaluate(name);
        });
      }
    } finally {
      this.#isLooking = false;
    }
  }

  /** Once a minute, or, where the period is shorter, each time that it is looked at. */
  async #evaluate(name: string): Promise<void> {
    const alarm = this.#alarms.get(name);
    if (alarm === undefined) return;
    const { metrics, clock, onError } = this.#options;
    const stepMs = Math.min(alarm.periodSeconds * 1_000, MINUTE_MS);
    const endMs = Math.floor((clock.now() - DATA_LAG_MS) / stepMs) * stepMs;
    if (this.#evaluatedTo.get(name) === endMs) return;
    this.#evaluatedTo.set(name, endMs);
    const points = metrics.datapoints(alarm, periodsLookedAt(alarm), endMs);
    const { state, reason, reasonData } = evaluateAlarm(alarm, points, clock.now());
    if (state === alarm.state) return;
    try {
      await this.#options.client.send(
        new SetAlarmStateCommand({
          AlarmName: name,
          StateValue: state,
          StateReason: reason,
          StateReasonData: reasonData,
        }),
      );
      await this.#came(alarm, state, reason, reasonData);
    } catch (error) {
      onError(`alarm ${name}`, error);
    }
  }

  /** An alarm came to another state. */
  async #came(
    alarm: MetricAlarm,
    to: AlarmState,
    reason: string,
    reasonData: string | undefined,
  ): Promise<void> {
    const { clock, takeEvent } = this.#options;
    const atMs = clock.now();
    const change: StateChange = {
      alarm: alarm.deployed,
      from: alarm.state,
      to,
      reason,
      reasonData,
      atMs,
    };
    const deployed = {
      ...alarm.deployed,
      StateValue: to,
      StateReason: reason,
      ...(reasonData === undefined ? {} : { StateReasonData: reasonData }),
      StateUpdatedTimestamp: new Date(atMs),
    };
    this.#alarms.set(alarm.name, { ...alarm, state: to, deployed });
    takeEvent(alarmBusEvent(change));
    if (alarm.deployed.ActionsEnabled === false) return;
    await Promise.all(actionsOf(change).map((action) => this.#act(action, change)));
  }

  async #act(action: string, change: StateChange): Promise<void> {
    const { deliveries, onError } = this.#options;
    const arn = change.alarm.AlarmArn ?? "";
    const why =
      targetKind(action) === "function"
        ? await deliveries.deliver(
            action,
            { kind: "function", payload: JSON.stringify(alarmFunctionEvent(change)) },
            { service: "lambda.alarms.cloudwatch.amazonaws.com", arn },
          )
        : await deliveries.deliver(
            action,
            { kind: "topic", text: alarmMessage(change), subject: alarmSubject(change) },
            { service: "cloudwatch.amazonaws.com", arn },
          );
    if (why !== undefined) {
      onError(`alarm ${change.alarm.AlarmName}: ${action} was not told: ${why}`, undefined);
    }
  }
}

function actionsOf({ alarm, to }: StateChange): readonly string[] {
  if (to === "ALARM") return alarm.AlarmActions ?? [];
  return (to === "OK" ? alarm.OKActions : alarm.InsufficientDataActions) ?? [];
}
