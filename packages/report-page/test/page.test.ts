import { mkdtemp, readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import {
  type Chart,
  figureTable,
  htmlPage,
  listSection,
  readPageAssets,
  textTable,
  writePage,
} from "../src/index.ts";

const HOSTILE = `</script><img src=x onerror=alert(1)>"'&`;

const CHARTS: readonly Chart[] = [
  {
    kind: "time",
    id: "units",
    title: `Units ${HOSTILE}`,
    reading: "Up and down again.",
    unit: "units/s",
    firstSecond: -1,
    stepSeconds: 1,
    series: [
      { name: `Used ${HOSTILE}`, tone: "used", shape: "area", values: [1, 2, 3] },
      { name: "Provisioned", tone: "limit", shape: "limit", values: [5, 5, 5] },
    ],
    marks: [{ second: 1, name: `Killed ${HOSTILE}` }],
  },
  {
    ...{ kind: "bars", id: "dollars", title: "Dollars", reading: "Few.", unit: "US$" },
    format: "dollars",
    bars: [
      { tone: "used", name: "one", total: "$1" },
      { tone: "throttled", name: "other", total: "$2" },
    ],
    parts: [{ name: "All", tone: "bar", values: [1, 2] }],
  },
  {
    ...{ kind: "lines", id: "growth", title: "Growth", reading: "Up.", unit: "US$" },
    ...{ format: "dollars", scale: "log", over: HOSTILE, sizes: ["×1", HOSTILE] },
    series: [
      { name: HOSTILE, tone: "used", values: [1, null] },
      { name: "other", tone: "throttled", values: [2, 4] },
    ],
  },
];

const PAGE = {
  title: HOSTILE,
  place: ["Spillway", HOSTILE],
  headline: "It holds.",
  warnings: [HOSTILE],
  figures: figureTable({
    caption: HOSTILE,
    columns: [{ tone: "used", name: HOSTILE }],
    rows: [
      { label: HOSTILE, note: HOSTILE, cells: [{ text: HOSTILE, unit: HOSTILE, alert: true }] },
    ],
  }),
  charts: CHARTS,
  sections: [
    listSection("conditions", HOSTILE, [{ label: HOSTILE, text: HOSTILE }]),
    textTable({
      id: "texts",
      title: HOSTILE,
      columns: [HOSTILE, HOSTILE],
      rows: [[HOSTILE, HOSTILE]],
    }),
  ],
  madeBy: HOSTILE,
};

test("nothing that is shown becomes markup or ends a script", () => {
  const html = htmlPage(PAGE, { styles: "", scripts: [] });
  expect(html).not.toContain("<img");
  expect(html.match(/<\/script>/g)).toHaveLength(1);
});

test("the numbers of a chart stand below it, for who can't see it", () => {
  const html = htmlPage(PAGE, { styles: "", scripts: [] });
  expect(html).toContain(`<th scope="row">−1 s</th><td>1</td><td>5</td>`);
  expect(html).toContain(`<th scope="row">Total</th><td>$1</td><td>$2</td>`);
});

test("the written page holds all that it needs, and nothing half-written lies beside it", async () => {
  const folder = path.join(await mkdtemp(path.join(tmpdir(), "report-page-")), "reports");
  await writePage(path.join(folder, "page.html"), htmlPage(PAGE, await readPageAssets()));
  expect(await readdir(folder)).toEqual(["page.html"]);
  const html = await readFile(path.join(folder, "page.html"), "utf8");
  // As yes or no: the library is too long for a failure's message.
  expect(html.includes("echarts.init")).toBe(true);
  const elements = html.replaceAll(/<script>[\s\S]*?<\/script>/g, "");
  expect(elements.length).toBeLessThan(50_000);
  expect(elements).not.toMatch(/(src|href)="(?!data:)/);
});
