import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

/** What is put into the page as it is: no page loads anything. */
export interface PageAssets {
  readonly styles: string;
  /** The charting library, then what draws with it. */
  readonly scripts: readonly string[];
}

/** Reads the page's own files and the charting library. */
export async function readPageAssets(): Promise<PageAssets> {
  const own = (name: string) => readFile(new URL(`./browser/${name}`, import.meta.url), "utf8");
  // The smallest build that has tooltips, marks and SVG.
  const library = fileURLToPath(import.meta.resolve("echarts/dist/echarts.common.min.js"));
  const [styles, tables, echarts, draw] = await Promise.all([
    own("report.css"),
    own("tables.css"),
    readFile(library, "utf8"),
    own("draw-charts.js"),
  ]);
  return { styles: `${styles}\n${tables}`, scripts: [echarts, draw] };
}
