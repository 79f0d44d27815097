import type { Browser, Page } from "playwright-core";
import { HANG_MS } from "./browser.ts";

/** A page that is open in the browser, and what it complained of and asked for. */
export interface OpenPage {
  readonly page: Page;
  readonly consoleErrors: readonly string[];
  readonly requests: readonly string[];
}

export interface OpenOptions {
  readonly width: number;
  readonly colours: "light" | "dark";
  /** How many charts the page draws. */
  readonly charts: number;
}

/** Opens the page of a local cloud and waits until all its charts are drawn. */
export async function openStatusPage(
  browser: Browser,
  endpoint: string,
  { width, colours, charts }: OpenOptions,
): Promise<OpenPage> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: colours });
  page.setDefaultTimeout(HANG_MS);
  const consoleErrors: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) consoleErrors.push(message.text());
  });
  page.on("pageerror", (error) => consoleErrors.push(error.message));
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(`${endpoint}/_spillway/`);
  await page
    .locator("[data-chart][data-drawn]")
    .nth(charts - 1)
    .waitFor();
  return { page, consoleErrors, requests };
}

/** In the page: the names of charts whose canvas is not blank. */
export const PAINTED_CHARTS = `[...document.querySelectorAll("[data-chart]")].filter((chart) => {
  const canvas = chart.querySelector("canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return new Set(pixels).size > 2;
}).map((chart) => chart.dataset.chart)`;

/**
 * In the page: texts whose colour does not stand out from what is behind it (WCAG 2.2, contrast of 4.5), as
 * `ratio text`.
 */
export const FAINT_TEXTS = `(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parts(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const behind = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const colour = getComputedStyle(one).backgroundColor;
      if ((parts(colour)[3] ?? 1) > 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll("body *")].flatMap((element) => {
    const text = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
      .map(({ textContent }) => textContent.trim()).join("");
    if (text === "" || !element.checkVisibility()) return [];
    const [one, other] = [light(getComputedStyle(element).color), light(behind(element))];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    return ratio < 4.5 ? [ratio.toFixed(1) + " " + text] : [];
  });
})()`;

/** In the page: what a screen reader would miss. */
export const UNNAMED_PARTS = `[
  ...[...document.querySelectorAll("table")].filter((one) => !one.caption?.textContent.trim()).map(() => "a table without a caption"),
  ...[...document.querySelectorAll("[role=img]")].filter((one) => !/now, at most|nothing yet/.test(one.ariaLabel ?? "")).map((one) => "chart " + one.dataset.chart + " in words"),
  ...[...document.querySelectorAll("section")].filter((one) => !document.getElementById(one.getAttribute("aria-labelledby"))?.textContent).map(() => "a section without a heading"),
  ...(document.querySelectorAll("h1").length === 1 ? [] : ["one h1"]),
]`;
