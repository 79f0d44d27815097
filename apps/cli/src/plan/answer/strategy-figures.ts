import type { Plan, StrategyPlan } from "@spillway/planner";
import { formatCount, formatMoney, formatRate, formatSeconds } from "@spillway/report-page";

/** Writes of a flow may come in parts: less than half of one is none. */
const NONE = 0.5;

/** One figure of a strategy, as people read it. */
export interface StrategyFigure {
  readonly text: string;
  /** Worth a second look: throttled, not written, too late. */
  readonly alert: boolean;
  /** The number, for a bar; absent where there is none. */
  readonly value?: number;
}

/** A figure that every strategy has. */
export interface FigureKind {
  readonly label: string;
  readonly note: string;
  readonly of: (strategy: StrategyPlan) => StrategyFigure;
}

/** The figures of a plan's strategies, in the order of the tables. */
export function figureKinds({ workload, strategies }: Plan): readonly FigureKind[] {
  const isBulk = workload.kind === "bulk";
  const someWait = strategies.some(({ mostBacklog }) => mostBacklog >= NONE);
  const someAreLeft = strategies.some((strategy) => notWritten(strategy) >= NONE);
  const kinds: FigureKind[] = [
    {
      label: "Throttled",
      note: "attempts to write that are refused",
      of: ({ throttledWrites }) => counted(throttledWrites, throttledWrites >= NONE),
    },
  ];
  if (someAreLeft) {
    kinds.push({
      label: "Not written",
      note: `of ${formatCount(workload.writes)}`,
      of: (strategy) => counted(notWritten(strategy), notWritten(strategy) >= NONE),
    });
  }
  kinds.push({
    label: "Peak units",
    note: "most write units in a second",
    of: ({ peakUnits }) => ({ ...counted(peakUnits), text: formatRate(peakUnits) }),
  });
  kinds.push(
    isBulk
      ? { label: "Time", note: "until the last is written", of: timeOf }
      : {
          label: "Worst delay",
          note: "longest that a write waits",
          of: delayOf,
        },
  );
  if (someWait) {
    kinds.push({
      label: "Backlog",
      note: "most writes that wait at once",
      of: ({ mostBacklog }) => counted(mostBacklog),
    });
  }
  kinds.push(
    {
      label: "This run",
      note: isBulk ? "the load alone" : "the time of the load",
      of: ({ runCost }) => money(runCost.total),
    },
    { label: "Month", note: "of 730 hours", of: ({ monthCost }) => money(monthCost.total) },
  );
  return kinds;
}

/** Writes that are given up or still wait at the end. */
export function notWritten({ lostWrites, waitingWrites }: StrategyPlan): number {
  return Math.max(0, lostWrites + waitingWrites);
}

function timeOf({ key, completeSeconds, backlogFault }: StrategyPlan): StrategyFigure {
  if (completeSeconds !== null) {
    const alert = backlogFault !== undefined;
    return { text: formatSeconds(completeSeconds), alert, value: completeSeconds };
  }
  return key === "import" ? { text: "unknown", alert: false } : { text: "never done", alert: true };
}

function delayOf({ worstDelaySeconds: seconds, backlogFault }: StrategyPlan): StrategyFigure {
  if (backlogFault === "grows") return { text: "no end", alert: true };
  const alert = backlogFault !== undefined;
  return { text: seconds === 0 ? "none" : formatSeconds(seconds), alert, value: seconds };
}

function counted(value: number, alert = false): StrategyFigure {
  return { text: formatCount(Math.max(0, value)), alert, value };
}

function money(dollars: number): StrategyFigure {
  return { text: formatMoney(dollars), alert: false, value: dollars };
}
