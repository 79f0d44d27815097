import { CountedList } from "./counted-list.ts";
import { History } from "./history.ts";
import { RegionActivity } from "./region-activity.ts";

export interface ActivityOptions {
  readonly now: () => number;
  /** The local cloud's own, whose resources are named without it. */
  readonly region: string;
}

const ERRORS_KEPT = 50;
/** Whoever signs says the name of the service, and may say any. */
const SERVICES_NAMED = 100;
const OTHERS = "all others";

/** Follows what happens in the local cloud, for whoever asks. All of it is in memory, and bounded. */
export class Activity {
  readonly history: History;
  readonly #now: () => number;
  readonly #regions = new Map<string, RegionActivity>();
  readonly #requests = new Map<string, number>();
  readonly #errors: CountedList<string>;

  constructor({ now, region }: ActivityOptions) {
    this.#now = now;
    this.history = new History(now, (of, name) => (of === region ? name : `${name} (${of})`));
    this.#errors = new CountedList(now, (message) => message, ERRORS_KEPT);
  }

  /** What happens in one region. */
  of(region: string): RegionActivity {
    const known = this.#regions.get(region);
    if (known) return known;
    const activity = new RegionActivity(this.#now, region, this.history);
    this.#regions.set(region, activity);
    return activity;
  }

  /** A request that came from outside. */
  request(service: string): void {
    const isNamed = this.#requests.has(service) || this.#requests.size < SERVICES_NAMED;
    const name = isNamed ? service : OTHERS;
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
    this.history.request(name);
  }

  /** A request that policies refused. */
  refused(): void {
    this.history.refused();
  }

  /** A request for what nothing here runs. */
  notServed(): void {
    this.history.notServed();
  }

  /** What a part of the local cloud had to say of something that went wrong. */
  error(message: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error ?? "");
    this.#errors.add(why === "" ? message : `${message}: ${why}`);
    this.history.touch();
  }

  /** Requests by service, those with the most first. */
  requests(): { readonly service: string; readonly count: number }[] {
    return [...this.#requests]
      .map(([service, count]) => ({ service, count }))
      .sort((one, other) => other.count - one.count);
  }

  /** The last ones first. */
  errors() {
    return this.#errors.list().map(({ value, ...counted }) => ({ message: value, ...counted }));
  }
}
