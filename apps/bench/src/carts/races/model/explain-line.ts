import {
  type LineEvent,
  type LineState,
  NO_LINE,
  NO_UNITS,
  stepsFrom,
  type UnitCount,
} from "./line-model.ts";

/** Where a line's units are, or what can't be explained. */
export type Explanation =
  | { readonly units: UnitCount }
  /** As far as an order was found: how many events, what the line had then, and what came next. */
  | {
      readonly explained: number;
      readonly state: LineState;
      readonly stuckAt: readonly LineEvent[];
    }
  /** More possible orders than were tried. */
  | { readonly tried: number };

interface Node {
  /** Place of the first event that is not done; later ones that are stand in `early`. */
  readonly from: number;
  readonly early: readonly number[];
  /** Places of the unsure events that were taken as done. */
  readonly unsure: readonly number[];
  readonly done: number;
  readonly state: LineState;
  readonly units: UnitCount;
}

const MAX_TRIED = 1_000_000;

/**
 * Looks for an order of a line's events, each at one moment between its begin and its end, in which a plain
 * cart gives what was seen: the history is linearizable then. All orders are tried, no state twice.
 *
 * @see https://www.cs.cmu.edu/~wing/publications/WingGong93.pdf Testing and Verifying Concurrent Objects
 * @param lineSeconds that a line lives after it was last changed
 */
export function explainLine(events: readonly LineEvent[], lineSeconds: number): Explanation {
  const byBegin = (a: LineEvent, b: LineEvent) => a.span.begin - b.span.begin;
  const sure = events.filter(({ isSure }) => isSure).sort(byBegin);
  const unsure = events.filter(({ isSure }) => !isSure).sort(byBegin);
  const seen = new Set<string>();
  let farthest: Node = {
    ...{ from: 0, early: [], unsure: [], done: 0, state: NO_LINE, units: NO_UNITS },
  };
  const open: Node[] = [farthest];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.from === sure.length) return { units: unitsAtEnd(node, sure) };
    const key = keyOf(node);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > MAX_TRIED) return { tried: seen.size };
    if (node.done > farthest.done) farthest = node;
    const next = nextOf(node, sure);
    const firstEnd = Math.min(...next.map((place) => sure[place]?.span.end ?? 0));
    // What is tried last is looked at first: sure events before unsure ones, by their begin.
    for (const [place, event] of unsure.entries()) {
      if (node.unsure.includes(place) || event.span.begin > firstEnd) continue;
      // It must come before whatever began after its end, which is done by now.
      if (isTooLate(event, node, sure)) continue;
      for (const after of follow(node, event, lineSeconds)) {
        open.push({ ...after, unsure: [...node.unsure, place] });
      }
    }
    for (const place of next.toReversed()) {
      const event = sure[place];
      if (event === undefined) continue;
      for (const after of follow(node, event, lineSeconds)) {
        open.push({ ...after, ...withDone(node, place), done: node.done + 1 });
      }
    }
  }
  const stuckAt = nextOf(farthest, sure).flatMap((place) => sure[place] ?? []);
  return { explained: farthest.done, state: farthest.state, stuckAt };
}

/** Sure events that can be next: they began before any other that is left had ended. */
function nextOf({ from, early }: Node, sure: readonly LineEvent[]): number[] {
  const next: number[] = [];
  let firstEnd = Number.POSITIVE_INFINITY;
  for (let place = from; place < sure.length; place += 1) {
    const event = sure[place];
    if (event === undefined || event.span.begin > firstEnd) break;
    if (early.includes(place)) continue;
    next.push(place);
    firstEnd = Math.min(firstEnd, event.span.end);
  }
  return next.filter((place) => (sure[place]?.span.begin ?? 0) < firstEnd);
}

/** What was looked for last and not seen has expired. */
function unitsAtEnd({ units, state }: Node, sure: readonly LineEvent[]): UnitCount {
  const last = sure.at(-1);
  const isGone = last?.kind === "see" && last.quantity === 0;
  const expired = isGone ? state.quantity : 0;
  return sumOf(units, { ...NO_UNITS, expired, inCart: -expired });
}

function isTooLate({ span }: LineEvent, node: Node, sure: readonly LineEvent[]): boolean {
  const lastBegun = Math.max(node.from - 1, ...node.early);
  return (sure[lastBegun]?.span.begin ?? 0) > span.end;
}

function follow(node: Node, event: LineEvent, lineSeconds: number): Node[] {
  return stepsFrom(node.state, event, lineSeconds).map(({ state, units }) => ({
    ...{ ...node, state, units: sumOf(node.units, units) },
  }));
}

function withDone({ from, early }: Node, place: number): Pick<Node, "from" | "early"> {
  const done = new Set([...early, place]);
  let next = from;
  while (done.delete(next)) next += 1;
  return { from: next, early: [...done].sort((a, b) => a - b) };
}

function keyOf({ from, early, unsure, state }: Node): string {
  const { quantity, expiresFrom, expiresTo } = state;
  const taken = unsure.toSorted((a, b) => a - b);
  return `${from};${early};${taken};${quantity},${expiresFrom},${expiresTo}`;
}

/** Both together. */
export function sumOf(a: UnitCount, b: UnitCount): UnitCount {
  return {
    came: a.came + b.came,
    inCart: a.inCart + b.inCart,
    ordered: a.ordered + b.ordered,
    removed: a.removed + b.removed,
    expired: a.expired + b.expired,
  };
}
