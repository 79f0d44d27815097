import { chromium } from "playwright-core";

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
export async function lookAt(url: string, width: number, picture?: string): Promise<PageFindings> {
  const executable = process.env["SPILLWAY_CHROMIUM"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({
    ...(executable === "playwright" ? {} : { executablePath: executable }),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const consoleErrors: string[] = [];
    const requests: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warning")
        consoleErrors.push(message.text());
    });
    page.on("pageerror", (error) => consoleErrors.push(error.message));
    page.on("request", (request) => requests.push(request.url()));
    await page.goto(url);
    await page.waitForFunction(DRAWN_CHARTS + " .length > 0");
    const findings = (await page.evaluate(`({
      charts: ${DRAWN_CHARTS},
      scrollsSideways: document.documentElement.scrollWidth > window.innerWidth,
      smallestTextPx: Math.min(...[...document.querySelectorAll("body *")]
        .filter((element) => element.checkVisibility() && [...element.childNodes].some(
          (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "" && !(element instanceof SVGElement)))
        .map((element) => parseFloat(getComputedStyle(element).fontSize))),
      headline: document.querySelector("h1")?.textContent.trim() ?? "",
    })`)) as Omit<PageFindings, "consoleErrors" | "requests">;
    if (picture !== undefined) await page.screenshot({ path: picture });
    return { ...findings, consoleErrors, requests };
  } finally {
    await browser.close();
  }
}

/** In the page: the names of figures whose chart is visible, has a size, and has drawn something. */
const DRAWN_CHARTS = `[...document.querySelectorAll("[role=img]")].filter((chart) => {
  const drawing = chart.querySelector("svg, canvas");
  if (drawing === null || chart.getBoundingClientRect().height < 50) return false;
  if (drawing instanceof SVGElement) return drawing.querySelectorAll("path, rect, polyline").length > 5;
  const { data } = drawing.getContext("2d").getImageData(0, 0, drawing.width, drawing.height);
  return data.some((value, index) => index % 4 === 3 && value !== 0);
}).map((chart) => chart.getAttribute("aria-label") ?? "")`;
