// @ts-check
// The page of a local cloud: listens to what happens, asks what runs when that has changed, and shows both.

/** @typedef {import("../live-document.ts").LiveMessage} LiveMessage */
/** @typedef {import("../status-document.ts").StatusDocument} StatusDocument */

import { chart } from "./chart.js";
import { CHARTS } from "./chart-definitions.js";
import { element } from "./element.js";
import { Seconds } from "./seconds.js";
import { tables } from "./table-definitions.js";
import { counted, duration, megabytes, number, time } from "./words.js";

const RECONNECT_MS = 1_000;
const STATE_LIMIT_MS = 10_000;

const place = found("place");
const now = found("now");
const connection = found("connection");
const choice = /** @type {HTMLSelectElement} */ (found("window"));

const seconds = new Seconds();
const charts = CHARTS.map(chart);
found("charts").append(...charts.map(({ figure }) => figure));
let region = "";
const shownTables = tables(() => region);
found("tables").append(...shownTables.map(({ section }) => section));

/** @type {StatusDocument | undefined} */
let state;
let startedAt = "";
let revision = -1;
let asking = false;

/** @param {string} id */
function found(id) {
  const one = document.getElementById(id);
  if (one === null) throw new Error(`the page has no #${id}`);
  return one;
}

/** @param {"live" | "connecting" | "lost"} kind @param {string} text */
function say(kind, text) {
  if (connection.textContent === text) return;
  connection.dataset.state = kind;
  connection.textContent = text;
}

function drawCharts() {
  for (const { draw } of charts) draw(seconds, Number(choice.value));
}

function showState() {
  if (state === undefined) return;
  region = state.region;
  const others = state.regions.filter((one) => one !== region);
  const uptime = Date.now() - Date.parse(state.startedAt);
  const parts = [
    state.endpoint,
    [region, ...others].join(", "),
    `since ${time(state.startedAt)} (${duration(uptime)})`,
    `${megabytes(state.memoryBytes)} in ${counted(state.processes.length, "process", "processes")}`,
  ];
  place.replaceChildren(...parts.map((text) => element("span", {}, text)));
  showNow(state);
  for (const { show } of shownTables) show(state);
}

/** The numbers at the top. @param {StatusDocument} state */
function showNow({ functions, queues, tables: shown, refusals, notServed, requests }) {
  const sum = (/** @type {readonly number[]} */ values) =>
    values.reduce((all, one) => all + one, 0);
  const last = seconds.at(seconds.newest - 1);
  /** @type {[string, string, boolean][]} */
  const figures = [
    ["requests a second", number(sum(Object.values(last?.requests ?? {}))), false],
    ["requests in all", number(sum(requests.map(({ count }) => count))), false],
    ["functions running", number(sum(functions.map(({ running }) => running))), false],
    [
      "messages in queues",
      number(sum(queues.map((queue) => queue.visible + queue.inFlight + queue.delayed))),
      false,
    ],
    ["failed invocations", number(sum(functions.map(({ errors }) => errors))), true],
    [
      "throttled by tables",
      number(sum(shown.map((one) => one.writeThrottles + one.readThrottles))),
      true,
    ],
    ["refused by policies", number(sum(Object.values(refusals))), true],
    ["not served", number(sum(notServed.map(({ count }) => count))), true],
  ];
  now.replaceChildren(
    ...figures.map(([label, value, bad]) =>
      element(
        "div",
        bad && value !== "0" ? { "data-mood": "bad" } : {},
        element("dt", {}, label),
        element("dd", {}, value),
      ),
    ),
  );
}

async function askState() {
  if (asking) return;
  asking = true;
  const asked = revision;
  try {
    const response = await fetch("/_spillway/state", {
      signal: AbortSignal.timeout(STATE_LIMIT_MS),
    });
    state = /** @type {StatusDocument} */ (await response.json());
    showState();
  } catch {
    // The stream says when the local cloud is gone; asked again with the next message.
    revision = -1;
  } finally {
    asking = false;
  }
  if (revision !== asked && revision !== -1) void askState();
}

/** @param {LiveMessage} message */
function take(message) {
  if (startedAt !== "" && message.startedAt !== startedAt) {
    seconds.clear();
    say("live", `Live again: the local cloud was started anew at ${time(message.startedAt)}`);
  } else if (connection.dataset.state !== "live") {
    say("live", "Live");
  }
  startedAt = message.startedAt;
  seconds.add(message.seconds, message.at);
  drawCharts();
  if (message.revision !== revision) {
    revision = message.revision;
    void askState();
  } else {
    showState();
  }
}

function listen() {
  const stream = new EventSource("/_spillway/live");
  stream.addEventListener("second", ({ data }) => take(JSON.parse(data)));
  stream.addEventListener("error", () => {
    revision = -1;
    if (connection.dataset.state !== "lost")
      say("lost", `The local cloud has not answered since ${time(Date.now())}. Trying again.`);
    // The browser itself tries again only while the answer was no error.
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, RECONNECT_MS);
  });
}

choice.addEventListener("change", drawCharts);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
addEventListener("resize", drawCharts);
document.addEventListener("visibilitychange", drawCharts);
addEventListener("scroll", drawCharts, { passive: true });
// echarts is a script of the old kind, which is run before modules.
listen();
