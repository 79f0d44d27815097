// @ts-check
// One chart: its place, its legend, its numbers as a table, and what draws it.

/** @typedef {import("./chart-definitions.js").ChartDefinition} ChartDefinition */
/** @typedef {import("./seconds.js").Seconds} Seconds */
/** @typedef {import("./seconds.js").Series & { tone: number }} Series */
/** @typedef {typeof import("echarts")} ECharts */
/** @typedef {import("echarts").EChartsOption} Option */

import { element } from "./element.js";
import { time } from "./words.js";

/** Of names; the others together have one more. */
const TONES = 6;

/** @param {string} name */
const colour = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/**
 * Makes a chart.
 * @param {ChartDefinition} definition
 */
export function chart(definition) {
  const { id, title, about } = definition;
  const echarts = /** @type {ECharts} */ (/** @type {any} */ (globalThis).echarts);
  const reading = element("p", { class: "reading" }, about);
  const place = element("div", { class: "chart", role: "img", "data-chart": id });
  const legend = element("ul", { class: "legend", "aria-hidden": "true" });
  const numbers = element("tbody");
  const figure = element(
    "figure",
    { class: "sheet" },
    element("figcaption", {}, element("h3", {}, title), reading),
    place,
    legend,
    element(
      "details",
      { class: "numbers" },
      element("summary", {}, "The numbers", element("span", { class: "unseen" }, ` of ${title}`)),
      element(
        "table",
        {},
        element("caption", { class: "note" }, `${title}, ${about}`),
        element(
          "thead",
          {},
          element(
            "tr",
            {},
            ...["", "now", "highest"].map((head) => element("th", { scope: "col" }, head)),
          ),
        ),
        numbers,
      ),
    ),
  );
  const seen = visibility(figure);
  const tones = toneKeeper();
  /** @type {import("echarts").ECharts | undefined} */
  let instance;

  return {
    figure,
    /** @param {Seconds} seconds @param {number} length in seconds */
    draw(seconds, length) {
      if (instance !== undefined && !seen()) return;
      const series = tones(seconds.series(length, definition));
      const first = seconds.newest - length + 1;
      instance ??= echarts.init(place, null, { renderer: "canvas" });
      instance.resize();
      const window = { first, last: seconds.newest, width: place.clientWidth };
      instance.setOption(optionOf(definition, series, window), { notMerge: true });
      place.dataset.drawn = "true";
      say(definition, series, { place, legend, numbers });
    },
  };
}

/**
 * The same in words: for screen readers, and below the chart.
 * @param {ChartDefinition} definition
 * @param {readonly Series[]} series
 * @param {{ place: HTMLElement, legend: HTMLElement, numbers: HTMLElement }} parts
 */
function say({ title, about, format }, series, { place, legend, numbers }) {
  const lines = series.map(({ name, values, tone }) => ({
    name,
    tone,
    // The last second is not over yet.
    now: format(values.at(-2) ?? 0),
    highest: format(Math.max(...values)),
  }));
  const text = lines.map(({ name, now, highest }) => `${name} ${now} now, at most ${highest}`);
  place.setAttribute("aria-label", `${title}, ${about}: ${text.join("; ") || "nothing yet"}.`);
  legend.replaceChildren(
    ...(lines.length === 0
      ? [element("li", {}, "Nothing in this time")]
      : lines.map(({ name, now, tone }) =>
          element(
            "li",
            {},
            element("span", { class: `swatch tone-${tone}` }),
            element("span", { class: "name" }, name),
            element("span", { class: "value" }, now),
          ),
        )),
  );
  numbers.replaceChildren(
    ...lines.map(({ name, now, highest }) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, name),
        element("td", {}, now),
        element("td", {}, highest),
      ),
    ),
  );
}

/**
 * @param {ChartDefinition} definition
 * @param {readonly Series[]} series
 * @param {{ first: number, last: number, width: number }} window its seconds, and CSS pixels
 * @returns {Option}
 */
function optionOf({ format, shape }, series, { first, last, width }) {
  const text = { color: colour("muted"), fontSize: 12, fontFamily: colour("sans") };
  return {
    animation: false,
    textStyle: text,
    grid: { left: 4, right: 12, top: 12, bottom: 4, containLabel: true },
    tooltip: {
      trigger: "axis",
      confine: true,
      // Drawn on the canvas: names are no HTML, and the page's security policy needs no exception.
      renderMode: "richText",
      backgroundColor: colour("sheet"),
      borderColor: colour("line"),
      textStyle: { color: colour("ink"), fontSize: 13, fontFamily: colour("sans") },
      valueFormatter: (value) => format(Number(value)),
      axisPointer: { type: "line", lineStyle: { color: colour("muted"), type: "solid" } },
    },
    xAxis: {
      type: "value",
      min: first,
      max: last,
      splitNumber: width < 420 ? 3 : 5,
      axisLabel: {
        ...text,
        hideOverlap: true,
        formatter: (/** @type {number} */ second) => time(second * 1_000),
      },
      axisPointer: {
        label: { show: false, formatter: ({ value }) => time(Number(value) * 1_000) },
      },
      axisLine: { lineStyle: { color: colour("line") } },
      axisTick: { show: false },
      splitLine: { show: false },
    },
    yAxis: {
      type: "value",
      min: 0,
      // Never a chart of hairs: below one there is nothing to read off.
      max: (/** @type {{ max: number }} */ { max }) => /** @type {any} */ (max < 1 ? 1 : undefined),
      minInterval: 1,
      splitNumber: 3,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, formatter: (/** @type {number} */ value) => format(value) },
      splitLine: { lineStyle: { color: colour("line"), width: 1 } },
    },
    series: series.map(({ name, values, tone: index }) => {
      const tone = colour(`tone-${index}`);
      return {
        name,
        type: /** @type {const} */ ("line"),
        step: /** @type {const} */ ("middle"),
        data: drawnValues(values).map((value, second) => [first + second, value]),
        showSymbol: false,
        ...(shape === "stacked" ? { stack: "all" } : {}),
        itemStyle: { color: tone },
        lineStyle: { color: tone, width: shape === "stacked" ? 1 : 1.5 },
        ...(shape === "stacked" ? { areaStyle: { color: tone, opacity: 0.85 } } : {}),
        emphasis: { disabled: true },
      };
    }),
  };
}

/**
 * Gives each name a tone that it keeps as long as it is shown, and so its place in the stack.
 * @returns {(series: readonly import("./seconds.js").Series[]) => Series[]}
 */
function toneKeeper() {
  /** @type {Map<string, number>} */
  let kept = new Map();
  return (series) => {
    const named = series.slice(0, TONES);
    const before = new Map(named.flatMap(({ name }) => [...kept].filter(([one]) => one === name)));
    const used = new Set(before.values());
    const free = Array.from({ length: TONES }, (_, tone) => tone).filter((tone) => !used.has(tone));
    kept = new Map(named.map(({ name }) => [name, before.get(name) ?? free.shift() ?? 0]));
    return series
      .map((one) => ({ ...one, tone: kept.get(one.name) ?? TONES }))
      .sort((one, other) => one.tone - other.tone);
  };
}

/**
 * Where nothing happens, no line lies over those below it.
 * @param {readonly number[]} values
 */
const drawnValues = (values) =>
  values.map((value, index) =>
    value === 0 && (values[index - 1] ?? 0) === 0 && (values[index + 1] ?? 0) === 0 ? "-" : value,
  );

/** Whether an element can be seen: what can't be is not drawn. @param {HTMLElement} target */
function visibility(target) {
  let visible = true;
  new IntersectionObserver((entries) => {
    visible = entries.at(-1)?.isIntersecting ?? true;
  }).observe(target);
  return () => visible && !document.hidden;
}
