// @ts-check
// Runs in the report, after the charting library: draws every chart into its place, and again when
// the colour scheme or the width changes. What it draws is in the element #report-charts.

/** @typedef {import("../chart.ts").Chart} Chart */
/** @typedef {import("../chart.ts").TimeChart} TimeChart */
/** @typedef {import("../chart.ts").BarChart} BarChart */
/** @typedef {import("../chart.ts").LineChart} LineChart */
/** @typedef {typeof import("echarts")} ECharts */
/** @typedef {import("echarts").EChartsOption} Option */

{
  const echarts = /** @type {ECharts} */ (/** @type {any} */ (globalThis).echarts);
  const source = document.getElementById("report-charts")?.textContent ?? "[]";
  const charts = /** @type {Chart[]} */ (JSON.parse(source));
  const numbers = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
  const money = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
  const dark = matchMedia("(prefers-color-scheme: dark)");

  /** @param {string} name */
  const colour = (name) =>
    getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  /** @param {number} second */
  const clock = (second) => {
    if (Math.abs(second) < 120) return `${second} s`;
    if (Math.abs(second) >= 172_800) return `${numbers.format(second / 86_400)} days`;
    if (Math.abs(second) >= 7_200 && second % 60 === 0)
      return `${numbers.format(second / 3_600)} h`;
    const rest = Math.abs(second % 60);
    return `${Math.trunc(second / 60)} min${rest === 0 ? "" : ` ${rest} s`}`;
  };

  const text = () => ({ color: colour("muted"), fontSize: 12, fontFamily: colour("sans") });

  const tooltip = () => ({
    trigger: /** @type {const} */ ("axis"),
    confine: true,
    backgroundColor: colour("sheet"),
    borderColor: colour("line"),
    textStyle: { color: colour("ink"), fontSize: 13, fontFamily: colour("sans") },
    extraCssText: "box-shadow:0 6px 24px rgb(0 0 0 / .14);font-variant-numeric:tabular-nums",
  });

  const STEPS = [
    ...[1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600],
    ...[7_200, 21_600, 43_200, 86_400, 172_800, 432_000],
  ];

  /**
   * Moments that look round to the eye, counted from the start of the run.
   * @param {number} first seconds
   * @param {number} last seconds
   * @param {number} most how many there may be
   */
  const roundSeconds = (first, last, most) => {
    const step = STEPS.find((candidate) => (last - first) / candidate <= most) ?? 864_000;
    const start = Math.ceil(first / step) * step;
    return Array.from(
      { length: Math.floor((last - start) / step) + 1 },
      (_, index) => start + index * step,
    );
  };

  /**
   * What happened, across the chart.
   * @param {TimeChart} chart
   */
  const markLine = ({ marks = [] }) => ({
    silent: true,
    symbol: "none",
    data: marks.map(({ second, name }) => ({ xAxis: second, name })),
    lineStyle: { color: colour("muted"), width: 1, type: /** @type {const} */ ("solid") },
    label: { ...text(), formatter: "{b}", position: /** @type {const} */ ("insideEndTop") },
  });

  /**
   * @param {TimeChart} chart
   * @param {number} width
   * @returns {Option}
   */
  const timeOption = (chart, width) => {
    const { firstSecond, stepSeconds, series } = chart;
    const length = series[0]?.values.length ?? 0;
    const last = firstSecond + length * stepSeconds;
    return {
      animation: false,
      textStyle: text(),
      grid: { left: 4, right: 14, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip(),
        valueFormatter: (value) => `${numbers.format(Number(value))} ${chart.unit}`,
        axisPointer: {
          type: "line",
          lineStyle: { color: colour("muted"), width: 1, type: "solid" },
        },
      },
      xAxis: {
        type: "value",
        min: firstSecond,
        max: last,
        axisPointer: {
          // Shown nowhere but in the tooltip's head.
          label: { show: false, formatter: ({ value }) => clock(Number(value)) },
        },
        axisLabel: {
          ...text(),
          formatter: (/** @type {number} */ value) => clock(value),
          customValues: roundSeconds(firstSecond, last, width < 420 ? 4 : 8),
          hideOverlap: true,
        },
        axisLine: { lineStyle: { color: colour("line") } },
        axisTick: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        type: "value",
        min: 0,
        splitNumber: 4,
        minInterval: chart.unit === "messages" ? 1 : 0,
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text(), formatter: (/** @type {number} */ value) => numbers.format(value) },
        splitLine: { lineStyle: { color: colour("line"), width: 1 } },
      },
      series: series.map(({ name, tone, shape, values }, index) => ({
        name,
        ...(index === 0 ? { markLine: markLine(chart) } : {}),
        type: /** @type {const} */ ("line"),
        // A period's value holds until the next one begins, and the last one until it ends.
        step: /** @type {const} */ ("end"),
        data: [...values, values.at(-1) ?? 0].map((value, period) => [
          firstSecond + period * stepSeconds,
          value,
        ]),
        showSymbol: false,
        ...(shape === "stacked" ? { stack: "all" } : {}),
        itemStyle: { color: colour(tone) },
        lineStyle:
          shape === "limit"
            ? { color: colour("limit"), width: 1.5, type: [5, 4] }
            : { color: colour(tone), width: shape === "stacked" ? 0 : 1.75 },
        ...(shape === "limit"
          ? { z: 5 }
          : { areaStyle: { color: colour(tone), opacity: shape === "stacked" ? 0.95 : 0.22 } }),
        emphasis: { disabled: true },
      })),
    };
  };

  /**
   * @param {BarChart} chart
   * @returns {Option}
   */
  const barOption = (chart) => {
    const format = (/** @type {number} */ value) =>
      chart.format === "dollars" ? money.format(value) : clock(Math.round(value * 10) / 10);
    return {
      animation: false,
      textStyle: text(),
      grid: { left: 4, right: 104, top: 4, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip(),
        axisPointer: { type: "none" },
        valueFormatter: (value) => format(Number(value)),
      },
      xAxis: { type: "value", min: 0, max: "dataMax", show: false },
      yAxis: {
        type: "category",
        inverse: true,
        data: chart.bars.map(({ name }) => name),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: { ...text(), color: colour("ink"), fontSize: 13 },
      },
      series: chart.parts.map(({ name, tone, values }, index) => ({
        name,
        type: /** @type {const} */ ("bar"),
        stack: "all",
        barWidth: 26,
        data: chart.bars.map((bar, number) => ({
          value: values[number] ?? 0,
          itemStyle: { color: colour(tone === "bar" ? bar.tone : tone) },
        })),
        emphasis: { disabled: true },
        ...(index === chart.parts.length - 1
          ? {
              label: {
                show: true,
                position: /** @type {const} */ ("right"),
                distance: 8,
                color: colour("ink"),
                fontSize: 14,
                fontWeight: 600,
                fontFamily: colour("sans"),
                formatter: (/** @type {{ dataIndex: number }} */ { dataIndex }) =>
                  chart.bars[dataIndex]?.total ?? "",
              },
            }
          : {}),
      })),
    };
  };

  /**
   * @param {LineChart} chart
   * @returns {Option}
   */
  const lineOption = (chart) => {
    const format = (/** @type {number} */ value) =>
      chart.format === "dollars" ? money.format(value) : clock(value);
    return {
      animation: false,
      textStyle: text(),
      grid: { left: 4, right: 14, top: 14, bottom: 4, containLabel: true },
      tooltip: {
        ...tooltip(),
        valueFormatter: (value) => (typeof value === "number" ? format(value) : "–"),
        axisPointer: {
          type: "line",
          lineStyle: { color: colour("muted"), width: 1, type: "solid" },
        },
      },
      xAxis: {
        type: "category",
        boundaryGap: false,
        data: [...chart.sizes],
        axisLabel: text(),
        axisLine: { lineStyle: { color: colour("line") } },
        axisTick: { show: false },
      },
      yAxis: {
        ...(chart.scale === "log"
          ? { type: /** @type {const} */ ("log") }
          : { type: /** @type {const} */ ("value"), min: 0, splitNumber: 4 }),
        axisLine: { show: false },
        axisTick: { show: false },
        axisLabel: {
          ...text(),
          formatter: (/** @type {number} */ value) =>
            chart.format === "dollars" ? `$${numbers.format(value)}` : clock(value),
        },
        splitLine: { lineStyle: { color: colour("line"), width: 1 } },
      },
      series: chart.series.map(({ name, tone, values }) => ({
        name,
        type: /** @type {const} */ ("line"),
        data: [...values],
        symbol: "circle",
        symbolSize: 6,
        itemStyle: { color: colour(tone) },
        lineStyle: { color: colour(tone), width: 1.75 },
        emphasis: { disabled: true },
      })),
    };
  };

  /**
   * @param {Chart} chart
   * @param {number} width
   */
  const optionOf = (chart, width) => {
    if (chart.kind === "time") return timeOption(chart, width);
    return chart.kind === "bars" ? barOption(chart) : lineOption(chart);
  };

  const drawn = charts.flatMap((chart) => {
    const place = document.querySelector(`[data-chart="${chart.id}"]`);
    if (!(place instanceof HTMLElement)) return [];
    const instance = echarts.init(place, null, { renderer: "svg" });
    // One pointer for all charts over time: the same moment in each.
    if (chart.kind === "time") instance.group = "time";
    const draw = () => {
      instance.setOption(optionOf(chart, place.clientWidth), { notMerge: true });
      place.dataset.drawn = "true";
    };
    draw();
    return [{ place, instance, draw }];
  });
  echarts.connect("time");

  dark.addEventListener("change", () => {
    for (const { draw } of drawn) draw();
  });
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const found = drawn.find(({ place }) => place === target);
      found?.instance.resize();
      found?.draw();
    }
  });
  for (const { place } of drawn) resized.observe(place);
}
