import { HANG_MS, launchBrowser, SCROLLS_SIDEWAYS, SMALLEST_TEXT_PX } from "./browser.ts";

/** What a person would find on a page at one width. */
export interface PageFindings {
  readonly consoleErrors: readonly string[];
  /** Charts that have drawn something, each by its accessible name. */
  readonly charts: readonly string[];
  /** Whether the page is wider than the window, so that a reader has to scroll sideways. */
  readonly scrollsSideways: boolean;
  /** The smallest size of visible text, in CSS pixels. */
  readonly smallestTextPx: number;
  readonly headline: string;
  readonly requests: readonly string[];
}

/** Opens a page in headless Chromium, as a person would, and says what is there. */
export async function lookAt(
  url: string,
  width: number,
  expectedCharts: number,
): Promise<PageFindings> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    page.setDefaultTimeout(HANG_MS);
    const consoleErrors: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        consoleErrors.push(message.text());
    });
    page.on("pageerror", (error) => consoleErrors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    // A wait by script would need eval, which the page's own security policy forbids.
    await page
      .locator("[data-chart][data-drawn]")
      .nth(expectedCharts - 1)
      .waitFor();
    const findings = (await page.evaluate(`({
      charts: ${DRAWN_CHARTS},
      scrollsSideways: ${SCROLLS_SIDEWAYS},
      smallestTextPx: ${SMALLEST_TEXT_PX},
      headline: document.querySelector("h1")?.textContent.trim() ?? "",
    })`)) as Omit<PageFindings, "consoleErrors" | "requests">;
    return { ...findings, consoleErrors, requests };
  } finally {
    await browser.close();
  }
}

/** In the page: the names of charts that were drawn, are visible and hold shapes. */
const DRAWN_CHARTS = `[...document.querySelectorAll("[data-chart][data-drawn]")]
  .filter((chart) => chart.getBoundingClientRect().height > 50 && chart.querySelectorAll("svg path").length >= 2)
  .map((chart) => chart.getAttribute("aria-label") ?? "")`;
