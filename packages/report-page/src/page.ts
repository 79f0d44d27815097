import { mkdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Chart } from "./chart.ts";
import { chartFigure } from "./chart-figure.ts";
import { escapeHtml, scriptJson } from "./escape-html.ts";
import type { PageAssets } from "./page-assets.ts";

/** What a page shows, from its top to its end. */
export interface Page {
  readonly title: string;
  /** What and where and when, in a line above the headline. */
  readonly place: readonly string[];
  /** What there is to learn, in a sentence, as HTML. */
  readonly headline: string;
  /** What a reader must know before believing the numbers. */
  readonly warnings: readonly string[];
  /** The figures, as HTML: see {@link figureTable}. */
  readonly figures: string;
  readonly charts: readonly Chart[];
  /** What stands below the charts, as HTML: see {@link listSection}. */
  readonly sections: readonly string[];
  /** The command that made it. */
  readonly madeBy: string;
}

/**
 * The page as one HTML document that needs no network.
 *
 * @example
 * await writePage("report.html", htmlPage(page, await readPageAssets()));
 */
export function htmlPage(page: Page, assets: PageAssets): string {
  const [place = "", ...places] = page.place;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(page.title)}</title>
<link rel="icon" href="data:,">
<style>${assets.styles}</style>
</head>
<body>
<header>
<p class="place"><strong>${escapeHtml(place)}</strong>${places.map((text) => `<span>${escapeHtml(text)}</span>`).join("")}</p>
<h1>${page.headline}</h1>
</header>
<main>
${page.warnings.map((text) => `<p class="warning" role="note">${escapeHtml(text)}</p>`).join("\n")}
${page.figures}
<div class="charts">
${page.charts.map(chartFigure).join("\n")}
</div>
<noscript><p class="warning">The charts need JavaScript. The same numbers are in the tables below each.</p></noscript>
${page.sections.join("\n")}
</main>
<footer>Made by ${escapeHtml(page.madeBy)}. Charts: Apache ECharts.</footer>
<script type="application/json" id="report-charts">${scriptJson(page.charts)}</script>
${assets.scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

/** Writes a page whole or not at all, and makes the folder that it lacks. */
export async function writePage(file: string, html: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.partial`, html);
  await rename(`${file}.partial`, file);
}
