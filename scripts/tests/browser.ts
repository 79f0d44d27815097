import { type Browser, chromium } from "playwright-core";

/** Against a hang only, in milliseconds: a machine that is busy with something else takes its time. */
export const HANG_MS = 240_000;

/** Starts headless Chromium: the one that `scripts/test.sh` found or brought, else Debian's. */
export function launchBrowser(): Promise<Browser> {
  const executable = process.env.SPILLWAY_CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({
    timeout: HANG_MS,
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
}

/** In the page: whether a reader has to scroll sideways. */
export const SCROLLS_SIDEWAYS = "document.documentElement.scrollWidth > window.innerWidth";

/** In the page: the smallest size of visible text, in CSS pixels. */
export const SMALLEST_TEXT_PX = `Math.min(...[...document.querySelectorAll("body *")]
  .filter((element) => element.checkVisibility() && [...element.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "" && !(element instanceof SVGElement)))
  .map((element) => parseFloat(getComputedStyle(element).fontSize)))`;
