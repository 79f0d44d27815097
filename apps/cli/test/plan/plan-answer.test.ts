import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { planJson } from "../../src/plan/answer/plan-json.ts";
import { planPage } from "../../src/plan/answer/plan-page.ts";
import { planText } from "../../src/plan/answer/plan-text.ts";
import { SAMPLE_PLAN } from "./sample-plan.ts";

describe("a plan in the terminal", () => {
  const plain = pc.createColors(false);
  const text = planText(SAMPLE_PLAN, plain);
  const lines = text.split("\n");

  it("begins with the advice, then has a line for each strategy, the recommended one marked", () => {
    expect(lines.slice(1, 3)).toEqual(SAMPLE_PLAN.advice.sentences);
    expect(lines[4]?.trim().split(/ {2,}/)).toEqual([
      ...["Throttled", "Not written", "Peak units", "Worst delay", "Backlog", "This run", "Month"],
    ]);
    const rows = lines.slice(5, 8).map((line) => line.trim().split(/ {2,}/));
    expect(rows).toEqual([
      ["on demand", "0", "0", "60", "none", "0", "$0.0045", "$98.55"],
      [
        ...["fixed at 20 units", "1,200", "1,200", "60", "none", "0", "$0.0045", "$9.49"],
        "the table: provisioned capacity",
      ],
      [
        "→ through a queue, table at 20 units",
        "0",
        "0",
        "60",
        "4 min",
        "4,800",
        "$0.0045",
        "$12.40",
      ],
    ]);
  });

  it("says of a queue that fails why, and that its delay has no end", () => {
    const strategies = SAMPLE_PLAN.strategies.map((one) =>
      one.key === "buffered" ? { ...one, backlogFault: "grows" as const } : one,
    );
    const failing = planText({ ...SAMPLE_PLAN, strategies }, plain);
    expect(failing).toMatch(/table at 20 units .* no end .* what waits grows without end/);
  });

  it("tells what is planned for, and where the load's numbers come from", () => {
    expect(lines.filter((line) => /^orders\.csv/.test(line))).toEqual([
      expect.stringContaining("orders.csv into the table"),
      "orders.csv: 2 minutes",
    ]);
  });

  it("tells what would change each, hot keys with their cure, and what moves the answer most", () => {
    expect(text).toContain("fixed at 20 units: More capacity throttles less.");
    expect(text).toMatch(/USER#1 takes 40 % of the writes[^:]+: spread it over 3\s+shards/);
    expect(text.replaceAll("\n", " ")).toContain(
      "The load is orders.csv: $11.20 a month with a fifth less, $13.90 with a fifth more; done after 4 min 48 s with a fifth less, 7 min 12 s with a fifth more; another way would be recommended",
    );
    expect(text).toContain("2 assumptions, each with its source");
  });

  it("has colours where they are asked for, and the same words", () => {
    const coloured = planText(SAMPLE_PLAN, pc.createColors(true));
    expect(coloured).toContain("\u001B[31m1,200");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are
    expect(coloured.replace(/\u001B\[\d+m/g, "")).toBe(text);
  });
});

describe("a plan as JSON", () => {
  it("has the documented names, and no pictures", () => {
    const json = JSON.parse(JSON.stringify(planJson(SAMPLE_PLAN)));
    expect(json).toMatchObject({
      advice: SAMPLE_PLAN.advice,
      assumptions: SAMPLE_PLAN.assumptions,
    });
    expect(json.strategies[2]).toMatchObject({
      ...{ name: "through a queue, table at 20 units", key: "buffered", throttledWrites: 0 },
      ...{ peakUnits: 60, completeSeconds: 360, worstDelaySeconds: 240 },
      ...{ dollarsOfRun: 0.0045, dollarsOfMonth: 12.4 },
    });
    expect(json.strategies[1].completeSeconds).toBeNull();
    expect(json.strategies.every((one: object) => !("series" in one))).toBe(true);
  });
});

describe("a plan as a page", () => {
  const growth = {
    times: [0.5, 1, 2],
    strategies: [
      { key: "on-demand" as const, dollarsOfMonth: [49.3, 98.55, 197.1] },
      { key: "fixed" as const, dollarsOfMonth: [null, null, null] },
      { key: "buffered" as const, dollarsOfMonth: [6.2, 12.4, null] },
    ],
    recommended: ["buffered" as const, "buffered" as const, null],
  };
  const html = planPage(SAMPLE_PLAN, growth, { styles: "", scripts: [] });

  it("has the advice as its headline, escaped, and a row for each strategy", () => {
    expect(html).toContain("<h1>Send &lt;all&gt; through a queue, for $12.40 a month. The next");
    expect(html.match(/<tr role="row"><th scope="row" role="rowheader" class="/g)).toHaveLength(3);
    expect(html).toContain("Buffered ✓");
    expect(html).toMatch(/class="alert"><span class="value">1,200/);
  });

  it("has a picture of each strategy, of throttles, of backlog, of the cost and its growth", () => {
    const ids = [...html.matchAll(/data-chart="([^"]+)"/g)].map(([, id]) => id);
    expect(ids).toEqual([
      ...["load-on-demand", "load-fixed", "load-buffered"],
      ...["throttles", "backlog-buffered", "cost", "growth"],
    ]);
    expect(html).toContain("Never in time: Fixed.");
    expect(html).toContain("×0.5 Buffered, ×1 Buffered, ×2 none.");
  });

  it("lists what would change it, hot keys, and every assumption with its source", () => {
    for (const id of ["levers", "hot-keys", "assumptions", "load"]) {
      expect(html).toContain(`<h2 id="${id}">`);
    }
    for (const { text } of SAMPLE_PLAN.assumptions) expect(html).toContain(text);
    expect(html).toContain('<a href="https://docs.aws.amazon.com/a.html"');
  });
});
