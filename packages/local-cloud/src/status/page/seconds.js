// @ts-check
// The seconds that the page knows, and series for charts out of them.

/** @typedef {import("../live-document.ts").LiveSecond} LiveSecond */

/**
 * One line or area of a chart.
 * @typedef {object} Series
 * @property {string} name
 * @property {number[]} values one for each second of the window
 */

/**
 * What a chart shows of a second, by name.
 * @typedef {(second: LiveSecond) => Record<string, number>} Reading
 */

const KEPT_SECONDS = 600;
const NAMED = 6;

export class Seconds {
  /** @type {Map<number, LiveSecond>} */
  #seconds = new Map();
  /** The newest, in seconds since 1970. */
  newest = 0;

  /** @param {readonly LiveSecond[]} seconds @param {number} newest */
  add(seconds, newest) {
    this.newest = newest;
    for (const second of seconds) this.#seconds.set(second.at, second);
    for (const at of this.#seconds.keys()) {
      if (at <= newest - KEPT_SECONDS) this.#seconds.delete(at);
    }
  }

  clear() {
    this.#seconds.clear();
  }

  /** @param {number} at @returns {LiveSecond | undefined} */
  at(at) {
    return this.#seconds.get(at);
  }

  /**
   * The busiest names, and the others as one.
   * @param {number} length of the window in seconds
   * @param {Pick<import("./chart-definitions.js").ChartDefinition, "reading" | "after" | "level" | "shape">} definition
   * @returns {Series[]}
   */
  series(length, { reading, after, level = false, shape }) {
    const first = this.newest - length + 1;
    /** @type {Map<string, number[]>} */
    const found = new Map();
    for (const second of [...this.#seconds.values()].sort((one, other) => one.at - other.at)) {
      const afterwards = after?.(second) ?? {};
      for (const [name, value] of Object.entries(reading(second))) {
        const values = found.get(name) ?? Array(length).fill(0);
        found.set(name, values);
        const index = second.at - first;
        const held = afterwards[name];
        if (held !== undefined) values.fill(held, Math.max(0, index));
        if (index >= 0) values[index] = value;
      }
    }
    const weight = level ? most : sum;
    const series = [...found]
      .map(([name, values]) => ({ name, values, weight: weight(values) }))
      .filter((one) => one.weight > 0)
      .sort((one, other) => other.weight - one.weight || one.name.localeCompare(other.name));
    if (series.length <= NAMED + 1) return series;
    const rest = series.slice(NAMED);
    const merged = shape === "lines" ? most : sum;
    const values = Array.from({ length }, (_, index) =>
      merged(rest.map((one) => one.values[index] ?? 0)),
    );
    return [...series.slice(0, NAMED), { name: `${rest.length} others`, values }];
  }
}

/** @param {readonly number[]} values */
const sum = (values) => values.reduce((all, one) => all + one, 0);
/** @param {readonly number[]} values */
const most = (values) => values.reduce((all, one) => Math.max(all, one), 0);
