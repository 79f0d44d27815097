export type { BarChart, Chart, LineChart, TimeChart, TimeMark, TimeSeries, Tone } from "./chart.ts";
export { escapeHtml } from "./escape-html.ts";
export { type FigureCell, type FigureTable, figureTable } from "./figure-table.ts";
export {
  formatCount,
  formatCounted,
  formatMoment,
  formatMoney,
  formatRate,
  formatSeconds,
  formatTimes,
} from "./format.ts";
export { type ListEntry, listSection } from "./list-section.ts";
export { htmlPage, type Page, writePage } from "./page.ts";
export { type PageAssets, readPageAssets } from "./page-assets.ts";
export { type TextTable, textTable } from "./text-table.ts";
