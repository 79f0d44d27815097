import type { AttributeMap } from "@spillway/item";
import { type PageRead, type PageReading, readPage } from "./read-page.ts";
import { type ScanQuery, scanRequest } from "./scan-query.ts";
import type { SegmentPlace } from "./scan-state.ts";

interface Arrived {
  readonly segment: number;
  readonly answer: PageRead;
}

type ReaderOptions = ScanQuery &
  PageReading & {
    readonly pageItems?: number | undefined;
    readonly signal?: AbortSignal | undefined;
  };

/** Reads segments beside each other, each at most one page ahead of what was taken. */
export class SegmentReader {
  readonly #options: ReaderOptions;
  readonly #places: SegmentPlace[];
  /** Where to look for one that is not done and not being read. */
  #nextSegment = 0;
  readonly #reading = new Map<number, Promise<Arrived>>();
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;

  /** @param places where each segment goes on */
  constructor(options: ReaderOptions, places: readonly SegmentPlace[]) {
    this.#options = options;
    this.#places = [...places];
    const { signal } = options;
    this.#signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
  }

  /** Where each segment goes on after the pages that were taken. */
  get places(): readonly SegmentPlace[] {
    return this.#places;
  }

  /** Begins one more segment, if there is one. */
  startNext(): boolean {
    while (this.#places[this.#nextSegment] === "done") this.#nextSegment += 1;
    if (this.#nextSegment >= this.#places.length) return false;
    this.#start(this.#nextSegment);
    this.#nextSegment += 1;
    return true;
  }

  /** Takes the page that comes first, and begins the one after it; undefined when all were taken. */
  async next(): Promise<Arrived | undefined> {
    if (this.#reading.size === 0) return undefined;
    const page = await Promise.race(this.#reading.values());
    const { segment, answer } = page;
    this.#reading.delete(segment);
    if (answer.next === undefined) {
      this.#places[segment] = "done";
      this.startNext();
    } else {
      this.#places[segment] = answer.next;
      this.#start(segment);
    }
    return page;
  }

  /** Ends the requests in flight. */
  stop(): void {
    this.#stop.abort();
  }

  #start(segment: number): void {
    const { pageItems } = this.#options;
    const request = scanRequest(this.#options, {
      Segment: segment,
      TotalSegments: this.#places.length,
      ...(pageItems !== undefined && { Limit: pageItems }),
      ...startKey(this.#places[segment]),
    });
    const reading = readPage(request, this.#options, this.#signal).then((answer) => ({
      segment,
      answer,
    }));
    // Whoever waits hears of it; nobody does once it was stopped.
    reading.catch(() => undefined);
    this.#reading.set(segment, reading);
  }
}

function startKey(place: SegmentPlace | undefined): { readonly ExclusiveStartKey?: AttributeMap } {
  return typeof place === "object" ? { ExclusiveStartKey: place } : {};
}
