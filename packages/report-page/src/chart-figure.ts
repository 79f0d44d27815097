import type { BarChart, Chart, LineChart, TimeChart } from "./chart.ts";
import { escapeHtml } from "./escape-html.ts";
import { formatMoney, formatRate, formatSeconds } from "./format.ts";

/** A chart's place, with its title, legend, and the same numbers as a table. */
export function chartFigure(chart: Chart): string {
  const title = escapeHtml(chart.title);
  const label = escapeHtml(`${chart.title}. ${chart.reading}`);
  return `<figure class="sheet">
<figcaption><h2>${title}</h2><p class="reading">${escapeHtml(chart.reading)}</p></figcaption>
${legendOf(chart)}
<div class="chart ${chart.kind}"${heightOf(chart)} data-chart="${escapeHtml(chart.id)}" role="img" aria-label="${label}"></div>
<details class="numbers"><summary>The numbers<span class="unseen"> of ${title}</span></summary>
<div class="scroll" tabindex="0" role="region" aria-label="Numbers of ${title}">${numbersOf(chart)}</div></details>
</figure>`;
}

/** More bars than the page's styles have room for need a taller place. */
const BARS_OF_STYLES = 4;
const BAR_PX = 40;

function heightOf(chart: Chart): string {
  if (chart.kind !== "bars" || chart.bars.length <= BARS_OF_STYLES) return "";
  return ` style="height:${chart.bars.length * BAR_PX}px"`;
}

function numbersOf(chart: Chart): string {
  if (chart.kind === "time") return timeTable(chart);
  return chart.kind === "bars" ? barTable(chart) : lineTable(chart);
}

interface LegendEntry {
  readonly name: string;
  readonly tones: readonly string[];
  readonly limit: boolean;
}

function entriesOf(chart: Chart): readonly LegendEntry[] {
  if (chart.kind === "bars") {
    return chart.parts.map(({ name, tone }) => ({
      name,
      tones: tone === "bar" ? chart.bars.map((bar) => bar.tone) : [tone],
      limit: false,
    }));
  }
  if (chart.kind === "lines") {
    return chart.series.map(({ name, tone }) => ({ name, tones: [tone], limit: false }));
  }
  return chart.series.map(({ name, tone, shape }) => ({
    name,
    tones: [tone],
    limit: shape === "limit",
  }));
}

function legendOf(chart: Chart): string {
  const entries = entriesOf(chart);
  if (entries.length < 2) return "";
  const items = entries.map(({ name, tones, limit }) => {
    const swatches = tones.map((tone) =>
      limit
        ? `<span class="swatch limit"></span>`
        : `<span class="swatch" style="background:var(--${tone})"></span>`,
    );
    return `<li>${swatches.join("")}${escapeHtml(name)}</li>`;
  });
  return `<ul class="legend" aria-hidden="true">${items.join("")}</ul>`;
}

function timeTable(chart: TimeChart): string {
  const head = chart.series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const length = chart.series[0]?.values.length ?? 0;
  const rows = Array.from({ length }, (_, index) => {
    const second = chart.firstSecond + index * chart.stepSeconds;
    const cells = chart.series.map(({ values }) => `<td>${formatRate(values[index] ?? 0)}</td>`);
    return `<tr><th scope="row">${signedSeconds(second)}</th>${cells.join("")}</tr>`;
  });
  return `<table><caption class="note">${escapeHtml(chart.unit)}, by time since the start</caption><thead><tr><th scope="col">Time</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function signedSeconds(second: number): string {
  if (second === 0) return "0 s";
  return second < 0 ? `−${formatSeconds(-second)}` : formatSeconds(second);
}

function lineTable({ title, over, sizes, series, format }: LineChart): string {
  const inWords = format === "dollars" ? formatMoney : formatSeconds;
  const head = series.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`).join("");
  const rows = sizes.map((size, place) => {
    const cells = series.map(({ values }) => {
      const value = values[place] ?? null;
      return `<td>${value === null ? "–" : escapeHtml(inWords(value))}</td>`;
    });
    return `<tr><th scope="row">${escapeHtml(size)}</th>${cells.join("")}</tr>`;
  });
  return `<table><caption class="note">${escapeHtml(title)}</caption><thead><tr><th scope="col">${escapeHtml(over)}</th>${head}</tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function barTable(chart: BarChart): string {
  const format = chart.format === "dollars" ? formatMoney : formatSeconds;
  const head = chart.bars.map(({ name }) => `<th scope="col">${escapeHtml(name)}</th>`);
  const row = (name: string, cells: readonly string[]) =>
    `<tr><th scope="row">${escapeHtml(name)}</th>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join("")}</tr>`;
  const parts =
    chart.parts.length < 2
      ? []
      : chart.parts.map(({ name, values }) => row(name, values.map(format)));
  const total = row(
    "Total",
    chart.bars.map((bar) => bar.total),
  );
  return `<table><thead><tr><th scope="col">${escapeHtml(chart.title)}</th>${head.join("")}</tr></thead><tbody>${parts.join("")}${total}</tbody></table>`;
}
