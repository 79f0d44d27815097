import type { Observation } from "../metrics/metric-buffer.ts";
import { withFewNames } from "./few-names.ts";
import type { FunctionSecond, LiveSecond, QueueSecond, TableSecond } from "./live-document.ts";

/** Ten minutes. */
const KEPT_SECONDS = 600;
/** Metrics of a second come in for so long after it. */
const OPEN_SECONDS = 4;
/** The capacity proxy hands out a second up to one second after it has ended. */
const METRICS_LATE_SECONDS = 2;

/**
 * What happened in each of the last 600 seconds, for charts. It costs a few additions a request, and
 * nothing at all while nothing happens.
 */
export class History {
  readonly #now: () => number;
  readonly #label: (region: string, name: string) => string;
  readonly #seconds = new Map<number, LiveSecond>();
  #running = 0;
  #revision = 0;
  #oldestOpen = 0;

  /** @param label names a resource of a region as a person would */
  constructor(now: () => number, label: (region: string, name: string) => string) {
    this.#now = now;
    this.#label = label;
  }

  /** Another number whenever anything has happened. */
  get revision(): number {
    return this.#revision;
  }

  request(service: string): void {
    const { requests } = this.#at(this.#now());
    requests[service] = (requests[service] ?? 0) + 1;
  }

  refused(): void {
    this.#at(this.#now()).refused += 1;
  }

  notServed(): void {
    this.#at(this.#now()).notServed += 1;
  }

  /** An invocation begins (1) or has ended (-1). */
  running(change: 1 | -1): void {
    this.#running += change;
    const { running } = this.#at(this.#now());
    running.last = this.#running;
    running.most = Math.max(running.most, this.#running);
  }

  /** Takes one of the metrics that are made for CloudWatch. */
  observe(region: string, { namespace, name, dimensions, value, at }: Observation): void {
    const second = this.#at(at);
    if (namespace === "AWS/DynamoDB" && dimensions.Operation === undefined) {
      const index = dimensions.GlobalSecondaryIndexName;
      const table = dimensions.TableName ?? "";
      const label = this.#label(region, index === undefined ? table : `${table}/${index}`);
      observeTable(second.tables, label, name, value);
    } else if (namespace === "AWS/Lambda") {
      const label = this.#label(region, dimensions.FunctionName ?? "");
      observeFunction(second.functions, label, name, value);
    } else if (namespace === "AWS/SQS") {
      observeQueue(second.queues, this.#label(region, dimensions.QueueName ?? ""), name, value);
    }
  }

  /** Says that `GET /_spillway/state` has something new which is no part of the history. */
  touch(): void {
    this.#revision += 1;
  }

  /** The seconds that are kept, oldest first, from one on (seconds since 1970). */
  since(second: number): readonly LiveSecond[] {
    const first = Math.max(second, Math.floor(this.#now() / 1_000) - KEPT_SECONDS);
    return [...this.#seconds.values()]
      .filter(({ at }) => at >= first)
      .sort((one, other) => one.at - other.at);
  }

  /** The units that a table, or one of its indexes, used in the last second whose metrics are in. */
  unitsNow(
    region: string,
    name: string,
  ): { readonly writeUnits: number; readonly readUnits: number } {
    const second = this.#seconds.get(Math.floor(this.#now() / 1_000) - METRICS_LATE_SECONDS);
    return second?.tables[this.#label(region, name)] ?? { writeUnits: 0, readUnits: 0 };
  }

  #at(ms: number): LiveSecond {
    this.#revision += 1;
    const at = Math.floor(ms / 1_000);
    const known = this.#seconds.get(at);
    if (known !== undefined) return known;
    this.#tidy(at);
    const second: LiveSecond = {
      at,
      requests: {},
      refused: 0,
      notServed: 0,
      tables: {},
      queues: {},
      functions: {},
      running: { most: this.#running, last: this.#running },
    };
    this.#seconds.set(at, second);
    return second;
  }

  /** Drops what is too old, and of what will not change any more keeps the busiest by name. */
  #tidy(newest: number): void {
    const open = newest - OPEN_SECONDS;
    for (const [at, second] of this.#seconds) {
      if (at < newest - KEPT_SECONDS) this.#seconds.delete(at);
      else if (at >= this.#oldestOpen && at < open) this.#seconds.set(at, withFewNames(second));
    }
    this.#oldestOpen = Math.max(this.#oldestOpen, open);
  }
}

function observeTable(
  tables: Record<string, TableSecond>,
  label: string,
  metric: string,
  value: number,
): void {
  const field = TABLE_FIELDS[metric];
  if (field === undefined) return;
  const table = tables[label] ?? { writeUnits: 0, readUnits: 0, throttles: 0 };
  tables[label] = { ...table, [field]: table[field] + value };
}

const TABLE_FIELDS: Readonly<Record<string, keyof TableSecond>> = {
  ConsumedWriteCapacityUnits: "writeUnits",
  ConsumedReadCapacityUnits: "readUnits",
  WriteThrottleEvents: "throttles",
  ReadThrottleEvents: "throttles",
};

function observeFunction(
  functions: Record<string, FunctionSecond>,
  label: string,
  metric: string,
  value: number,
): void {
  const field = FUNCTION_FIELDS[metric];
  if (field === undefined) return;
  const one = functions[label] ?? { invocations: 0, errors: 0, throttles: 0, durationMs: 0 };
  functions[label] = { ...one, [field]: one[field] + value };
}

const FUNCTION_FIELDS: Readonly<Record<string, keyof FunctionSecond>> = {
  Invocations: "invocations",
  Errors: "errors",
  Throttles: "throttles",
  Duration: "durationMs",
};

function observeQueue(
  queues: Record<string, QueueSecond>,
  label: string,
  metric: string,
  value: number,
): void {
  const field = QUEUE_FIELDS[metric];
  if (field === undefined) return;
  queues[label] = { ...(queues[label] ?? { visible: 0, inFlight: 0, delayed: 0 }), [field]: value };
}

const QUEUE_FIELDS: Readonly<Record<string, keyof QueueSecond>> = {
  ApproximateNumberOfMessagesVisible: "visible",
  ApproximateNumberOfMessagesNotVisible: "inFlight",
  ApproximateNumberOfMessagesDelayed: "delayed",
};
