import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Exchange } from "../gateway/exchange.ts";
import type { Route } from "../gateway/gateway.ts";
import { EVENT_STREAM_HEADERS, type LiveStream } from "./live-stream.ts";

/** The page itself; its parts are below it. */
const PAGE = "/_spillway/";
const PARTS = "/_spillway/page/";
const LIVE = "/_spillway/live";

/** The parts of the page, by the last part of their path. */
const OWN_PARTS = [
  "chart-definitions.js",
  "chart.js",
  "element.js",
  "page.css",
  "page.js",
  "seconds.js",
  "table-definitions.js",
  "table.js",
  "words.js",
];
/** The smallest build of the charting library that has tooltips. */
const LIBRARY = "echarts.js";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
};

/** The page loads nothing from elsewhere, runs nothing that is written into it, and stands in no frame. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * `GET /_spillway/`: a page that shows what runs, as it happens, and `GET /_spillway/live`, the stream
 * of events that it listens to.
 */
export function statusPageRoute(live: LiveStream): Route {
  return {
    accepts: ({ path }) =>
      path === PAGE || `${path}/` === PAGE || path === LIVE || path.startsWith(PARTS),
    async handle(exchange) {
      if (`${exchange.path}/` === PAGE) {
        exchange.reply(308, "", { location: PAGE });
        return;
      }
      if (exchange.path === LIVE) {
        exchange.begin(200, EVENT_STREAM_HEADERS);
        live.add(exchange.response);
        return;
      }
      const file = fileOf(exchange);
      if (file === undefined) {
        const message = `expected a part of the page; came ${exchange.path}`;
        exchange.reply(404, JSON.stringify({ message }));
        return;
      }
      const type = TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream";
      exchange.reply(200, await readFile(file), { ...HEADERS, "content-type": type });
    },
  };
}

function fileOf({ path }: Exchange): string | undefined {
  if (path === PAGE) return own("index.html");
  const name = path.slice(PARTS.length);
  if (name === LIBRARY) {
    return fileURLToPath(import.meta.resolve("echarts/dist/echarts.common.min.js"));
  }
  return OWN_PARTS.includes(name) ? own(name) : undefined;
}

function own(name: string): string {
  return fileURLToPath(new URL(`./page/${name}`, import.meta.url));
}
