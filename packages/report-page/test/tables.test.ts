import { expect, test } from "vitest";
import { chartFigure } from "../src/chart-figure.ts";
import { figureTable, textTable } from "../src/index.ts";

test("a table of sentences links the pages that are named, and says on a phone which column each is of", () => {
  const html = textTable({
    id: "assumptions",
    title: "Assumptions",
    columns: ["What", "Source"],
    rows: [["A burst", "https://docs.aws.amazon.com/a.html: as far as it can; an option"]],
  });
  expect(html).toContain(
    '<a href="https://docs.aws.amazon.com/a.html" rel="noreferrer">https://docs.aws.amazon.com/a.html</a>: as far',
  );
  expect(html).toContain('<td role="cell" data-label="Source">');
});

test("figures of many columns have their column's name with them where asked for", () => {
  const table = {
    caption: "Ways",
    columns: [{ tone: "used", name: "Dollars" }],
    rows: [
      {
        ...{ label: "fixed", note: "", tone: "fixed" },
        cells: [{ text: "$1", unit: "", alert: false, share: 1 }],
      },
    ],
  };
  expect(figureTable(table)).not.toContain("data-label");
  const html = figureTable({ ...table, phone: "labelled" });
  expect(html).toContain('class="figures sheet labelled"');
  expect(html).toContain('data-label="Dollars"');
  expect(html).toContain("background:var(--fixed)");
});

test("lines over sizes have their numbers as a table, a dash where there is none", () => {
  const html = chartFigure({
    ...{ kind: "lines", id: "growth", title: "Growth", reading: "Up.", unit: "US$" },
    ...{ format: "dollars", scale: "log", over: "Load", sizes: ["×1", "×2"] },
    series: [
      { name: "fixed", tone: "used", values: [1, null] },
      { name: "on demand", tone: "throttled", values: [2, 4] },
    ],
  });
  expect(html).toContain('<th scope="row">×2</th><td>–</td><td>$4.00</td>');
  expect(html).toContain('<th scope="col">Load</th>');
});

test("many bars have room", () => {
  const bars = (count: number) =>
    chartFigure({
      ...{ kind: "bars", id: "cost", title: "Cost", reading: "", unit: "US$", format: "dollars" },
      bars: Array.from({ length: count }, (_, place) => ({
        ...{ tone: "used", name: `way ${place}`, total: "$1" },
      })),
      parts: [{ name: "All", tone: "bar", values: new Array<number>(count).fill(1) }],
    });
  expect(bars(3)).not.toContain('style="height');
  expect(bars(10)).toContain('style="height:400px"');
});
