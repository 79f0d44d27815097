import type { PageAssets } from "./page-assets.ts";

/** Takes the place of `page-assets.ts` in a bundle, which holds the files: nothing lies beside it. */
export async function readPageAssets(): Promise<PageAssets> {
  const [report, tables, echarts, draw] = await Promise.all([
    import("embedded:./browser/report.css"),
    import("embedded:./browser/tables.css"),
    import("embedded:echarts/dist/echarts.common.min.js"),
    import("embedded:./browser/draw-charts.js"),
  ]);
  return {
    styles: `${report.default}\n${tables.default}`,
    scripts: [echarts.default, draw.default],
  };
}
