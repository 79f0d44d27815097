import type { InvocationObserver } from "../lambda-host/lambda-host.ts";
import type { Observation } from "../metrics/metric-buffer.ts";
import { FunctionResults } from "./function-results.ts";
import type { History } from "./history.ts";
import { QueueLevels } from "./queue-levels.ts";
import { RouteResults } from "./route-results.ts";

/** Follows what happens in one region. */
export class RegionActivity {
  readonly results: FunctionResults;
  readonly routes = new RouteResults();
  readonly levels = new QueueLevels();
  readonly #region: string;
  readonly #history: History;

  constructor(now: () => number, region: string, history: History) {
    this.results = new FunctionResults(now);
    this.#region = region;
    this.#history = history;
  }

  /** Takes one of the metrics that are made for CloudWatch. */
  observe(observation: Observation): void {
    this.levels.observe(observation);
    this.#history.observe(this.#region, observation);
  }

  /** Takes a request to an HTTP API. */
  served(request: Parameters<RouteResults["served"]>[0]): void {
    this.routes.served(request);
    this.#history.touch();
  }

  /** What counts a region's invocations for CloudWatch, and tells this too. */
  observed(observer: InvocationObserver): InvocationObserver {
    return {
      ran: (name, outcome) => {
        observer.ran(name, outcome);
        this.results.ran(name, outcome);
        this.#history.touch();
      },
      throttled: (name) => {
        observer.throttled(name);
        this.results.throttled(name);
        this.#history.touch();
      },
      concurrency: (name, running) => {
        observer.concurrency(name, running);
        this.#history.running(1);
      },
      ended: (name) => {
        observer.ended?.(name);
        this.#history.running(-1);
      },
    };
  }
}
