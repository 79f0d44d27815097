import drawCharts from "embedded:./browser/draw-charts.js";
import report from "embedded:./browser/report.css";
import tables from "embedded:./browser/tables.css";
import echarts from "embedded:echarts/dist/echarts.common.min.js";
import type { PageAssets } from "./page-assets.ts";

/** Takes the place of `page-assets.ts` in a bundle, which holds the files: nothing lies beside it. */
export async function readPageAssets(): Promise<PageAssets> {
  return { styles: `${report}\n${tables}`, scripts: [echarts, drawCharts] };
}
