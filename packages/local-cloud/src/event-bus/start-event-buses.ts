import { randomUUID } from "node:crypto";
import type { AwsClients } from "../aws-clients.ts";
import type { Deliveries } from "../deliveries/deliveries.ts";
import type { ErrorReport } from "../error-report.ts";
import type { Route } from "../gateway/gateway.ts";
import type { NotRun } from "../gateway/not-run.ts";
import type { Upstream } from "../gateway/upstream.ts";
import { busEvent, type ServiceEvent } from "./bus-event.ts";
import { eventBusRoute } from "./event-bus-route.ts";
import { EventBuses } from "./event-buses.ts";
import { DEFAULT_BUS } from "./put-events.ts";
import { Rules } from "./rules.ts";

export interface StartEventBusesOptions {
  readonly region: string;
  readonly clients: Pick<AwsClients, "events">;
  readonly moto: Upstream;
  readonly deliveries: Deliveries;
  readonly notRun: NotRun;
  readonly onError: ErrorReport;
}

/** A region's event buses. */
export interface StartedEventBuses {
  readonly route: Route;
  /** Gives the targets of a rule an event. */
  readonly fire: EventBuses["fire"];
  /** Takes an event of an AWS service into the default bus. */
  takeEvent(event: ServiceEvent): void;
}

/** Puts together what matches and delivers the events of a region's buses. */
export function startEventBuses(options: StartEventBusesOptions): StartedEventBuses {
  const { region, clients, moto, deliveries, notRun, onError } = options;
  const rules = new Rules(clients.events);
  const buses = new EventBuses({ rules, deliveries, now: Date.now, onError });
  return {
    route: eventBusRoute({ moto, region, buses, rules, notRun }),
    fire: (rule, targets, event) => buses.fire(rule, targets, event),
    takeEvent: (event) =>
      buses.take(DEFAULT_BUS, busEvent({ ...event, id: randomUUID(), atMs: Date.now(), region })),
  };
}
