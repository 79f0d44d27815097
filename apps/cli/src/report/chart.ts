import type { Strategy } from "../strategies/strategy.ts";

/** Which colour a part of a chart has: one for each strategy, shades of it for its queue, a limit. */
export type Tone =
  | Strategy
  | `${Strategy}-${"delayed" | "visible" | "in-flight"}`
  | "limit"
  | "lambda"
  | "queue";

export interface TimeSeries {
  readonly name: string;
  readonly tone: Tone;
  /** `area`: filled to the axis; `stacked`: on top of the one before; `limit`: a dashed line. */
  readonly shape: "area" | "stacked" | "limit";
  /** One value for each period. */
  readonly values: readonly number[];
}

/** Something over time, in periods from the start of the run. */
export interface TimeChart {
  readonly kind: "time";
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence; also what a screen reader says of the chart. */
  readonly reading: string;
  readonly unit: string;
  readonly firstSecond: number;
  readonly stepSeconds: number;
  readonly series: readonly TimeSeries[];
}

/** One bar for each strategy, in parts that add up. */
export interface BarChart {
  readonly kind: "bars";
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly unit: string;
  readonly format: "seconds" | "dollars";
  readonly bars: readonly {
    readonly strategy: Strategy;
    readonly name: string;
    /** What stands at the bar's end. */
    readonly total: string;
  }[];
  readonly parts: readonly {
    readonly name: string;
    readonly tone: Tone | "strategy";
    /** One value for each bar. */
    readonly values: readonly number[];
  }[];
}

export type Chart = TimeChart | BarChart;
