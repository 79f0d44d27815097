import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { formatCount } from "../command-line/format.ts";
import { STRATEGIES } from "../strategies/strategy.ts";
import { chartFigure } from "./chart-figure.ts";
import { escapeHtml, scriptJson } from "./escape-html.ts";
import { figureTable } from "./figure-table.ts";
import type { ReportModel } from "./report-model.ts";
import { STRATEGY_WORDS } from "./strategy-words.ts";

/** What is put into the page as it is: no report loads anything. */
export interface PageAssets {
  readonly styles: string;
  /** The charting library, then what draws with it. */
  readonly scripts: readonly string[];
}

/** Reads the page's own files and the charting library. */
export async function readPageAssets(): Promise<PageAssets> {
  const own = (name: string) => readFile(new URL(`./browser/${name}`, import.meta.url), "utf8");
  // The smallest build that has tooltips and draws SVG.
  const library = fileURLToPath(import.meta.resolve("echarts/dist/echarts.common.min.js"));
  const [styles, echarts, draw] = await Promise.all([
    own("report.css"),
    readFile(library, "utf8"),
    own("draw-charts.js"),
  ]);
  return { styles, scripts: [echarts, draw] };
}

/** The whole report as one HTML document that needs no network. */
export function reportPage(model: ReportModel, assets: PageAssets): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<meta name="color-scheme" content="light dark">
<title>Spillway: ${escapeHtml(model.environment)}, ${escapeHtml(model.startedAt)}</title>
<link rel="icon" href="data:,">
<style>${assets.styles}</style>
</head>
<body>
<header>
<p class="place"><strong>Spillway</strong><span>${escapeHtml(model.environment)}, ${escapeHtml(model.region)}</span><span>${escapeHtml(model.startedAt)}</span></p>
<h1>${markStrategies(escapeHtml(model.sentence))}</h1>
</header>
<main>
${model.warnings.map((text) => `<p class="warning" role="note">${escapeHtml(text)}</p>`).join("\n")}
${figureTable(model.rows)}
<div class="charts">
${model.charts.map(chartFigure).join("\n")}
</div>
<noscript><p class="warning">The charts need JavaScript. The same numbers are in the tables below each.</p></noscript>
${failureSection(model)}
${waysSection(model)}
<section class="sheet below" aria-labelledby="conditions">
<h2 id="conditions">Conditions</h2>
<dl>${model.conditions.map(({ label, text }) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(text)}</dd>`).join("\n")}</dl>
</section>
</main>
<footer>Made by spillway report. Charts: Apache ECharts.</footer>
<script type="application/json" id="report-charts">${scriptJson(model.charts)}</script>
${assets.scripts.map((script) => `<script>${script}</script>`).join("\n")}
</body>
</html>
`;
}

// The sentence names every way; each in the colour that it has in every chart.
function markStrategies(sentence: string): string {
  return STRATEGIES.reduce((text, strategy) => {
    const { opening } = STRATEGY_WORDS[strategy];
    return text.replace(opening, `<em class="${strategy}">${opening}</em>`);
  }, sentence);
}

function waysSection({ ways }: ReportModel): string {
  const items = ways.map(
    ({ strategy, text }) =>
      `<dt class="${strategy}">${STRATEGY_WORDS[strategy].name}</dt><dd>${escapeHtml(text)}</dd>`,
  );
  return `<section class="sheet below" aria-labelledby="ways"><h2 id="ways">How each way writes</h2><dl>${items.join("\n")}</dl></section>`;
}

function failureSection({ failures }: ReportModel): string {
  if (failures.length === 0) return "";
  const items = failures.map(
    ({ strategy, reason, records }) =>
      `<dt>${STRATEGY_WORDS[strategy].name}, ${formatCount(records)}</dt><dd>${escapeHtml(reason)}</dd>`,
  );
  return `<section class="sheet below" aria-labelledby="failures"><h2 id="failures">Why records failed</h2><dl>${items.join("\n")}</dl></section>`;
}
