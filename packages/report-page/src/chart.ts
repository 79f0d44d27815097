/**
 * The name of a colour of the page's styles (`report.css`), without its `--`: one of a strategy, a shade of
 * its queue, `limit`, `lambda`, `queue`, `used` or `throttled`.
 */
export type Tone = string;

/** One line, area or limit of a chart over time. */
export interface TimeSeries {
  readonly name: string;
  readonly tone: Tone;
  /** `area`: filled to the axis; `stacked`: on top of the one before; `limit`: a dashed line. */
  readonly shape: "area" | "stacked" | "limit";
  /** One value for each period. */
  readonly values: readonly number[];
}

/** Something that happened at one moment of a chart over time: a line across it, with its name. */
export interface TimeMark {
  readonly second: number;
  readonly name: string;
}

/** Something over time, in periods from the start of the run. */
export interface TimeChart {
  readonly kind: "time";
  /** Of the letters a to z, digits and `-`; no other chart of the page has it. */
  readonly id: string;
  readonly title: string;
  /** What there is to see, in a sentence; also what a screen reader says of the chart. */
  readonly reading: string;
  /** `messages` has whole numbers alone on its axis. */
  readonly unit: string;
  readonly firstSecond: number;
  readonly stepSeconds: number;
  readonly series: readonly TimeSeries[];
  /** Default: none. */
  readonly marks?: readonly TimeMark[];
}

/** One bar for each of what is compared, in parts that add up. */
export interface BarChart {
  readonly kind: "bars";
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly unit: string;
  readonly format: "seconds" | "dollars";
  readonly bars: readonly {
    readonly tone: Tone;
    readonly name: string;
    /** What stands at the bar's end. */
    readonly total: string;
  }[];
  readonly parts: readonly {
    readonly name: string;
    /** `bar`: each bar's own. */
    readonly tone: Tone;
    /** One value for each bar. */
    readonly values: readonly number[];
  }[];
}

/** Lines over sizes of something, each size by its name: how a cost grows with a load. */
export interface LineChart {
  readonly kind: "lines";
  readonly id: string;
  readonly title: string;
  readonly reading: string;
  readonly unit: string;
  readonly format: "seconds" | "dollars";
  /** `log`: ten times as much is as far, wherever it begins; there is no zero on it. */
  readonly scale: "linear" | "log";
  /** What the sizes are of, and their names: `×0.5`, `×1`. */
  readonly over: string;
  readonly sizes: readonly string[];
  readonly series: readonly {
    readonly name: string;
    readonly tone: Tone;
    /** One value for each size; null: none, the line has a gap. */
    readonly values: readonly (number | null)[];
  }[];
}

export type Chart = TimeChart | BarChart | LineChart;
