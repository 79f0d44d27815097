import {
  escapeHtml,
  figureTable,
  formatCount,
  formatMoment,
  formatSeconds,
  htmlPage,
  listSection,
  readPageAssets,
  type TimeChart,
  writePage,
} from "@spillway/report-page";
import type { Cloud } from "./cloud.ts";
import { type LoadShown, PER_SECOND, TOUCHED } from "./load.ts";
import type { Measured } from "./measured.ts";
import { sentenceOf, stepsOf } from "./told.ts";

/** Writes the picture of a load: one HTML file that needs no network. */
export async function writePicture(file: string, cloud: Cloud, shown: LoadShown): Promise<void> {
  const { scaling, table } = cloud;
  const { written, events } = shown;
  const measured = touched(shown);
  const names = measured.map(({ resource }) => nameOf(table, resource));
  const page = {
    title: `Spillway: scaling of ${table}, ${formatMoment(new Date(shown.startedMs).toISOString())}`,
    place: [
      "Spillway",
      `${cloud.environment}, ${cloud.region}`,
      formatMoment(new Date(shown.startedMs).toISOString()),
    ],
    headline: escapeHtml(sentenceOf(shown, cloud)),
    warnings: written.failed === 0 ? [] : [`A write failed: ${written.lastError}`],
    figures: figureTable({
      caption: `${PER_SECOND} writes a second`,
      columns: names.map((name) => ({ tone: "used", name })),
      rows: [
        row("Base", "write units a second", measured, () => formatCount(scaling.base.write)),
        row("Raised", "step by step", measured, ({ resource }) => stepsOf(shown, resource)),
        row("Highest use", "units in a second", measured, ({ used }) =>
          formatCount(Math.max(...used)),
        ),
        row("Throttled", "requests, each sent again", measured, ({ throttled }) =>
          formatCount(sum(throttled) * shown.measured.grid.periodSeconds),
        ),
      ],
    }),
    charts: [...measured.map((one) => unitsChart(cloud, shown, one)), throttlesChart(cloud, shown)],
    sections: [
      listSection(
        "changes",
        "What was changed, and why",
        events.flatMap((event) =>
          event.steps
            .filter(({ from, to }) => from !== to)
            .map((step) => ({
              label: `${formatSeconds((event.atMs - shown.startedMs) / 1_000)}, ${event.by}`,
              text: `${nameOf(table, step.resource)}, ${step.access} ${step.from} → ${step.to}: ${step.because}`,
            })),
        ),
      ),
      listSection("conditions", "Conditions", conditionsOf(cloud)),
    ],
    madeBy: "scripts/demo.sh scaling",
  };
  await writePage(file, htmlPage(page, await readPageAssets()));
}

const touched = ({ measured }: LoadShown): readonly Measured[] =>
  measured.resources.filter(({ resource }) => TOUCHED.some((name) => name === resource));

const nameOf = (table: string, resource: string) => (resource === "" ? table : `Index ${resource}`);

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

function row(
  label: string,
  note: string,
  measured: readonly Measured[],
  text: (of: Measured) => string,
) {
  return {
    ...{ label, note },
    cells: measured.map((one) => ({ text: text(one), unit: "", alert: false })),
  };
}

/** What the charts have in common: time since the first write, and what happened. */
function timesOf({ measured: { grid }, startedMs, killedMs, backMs }: LoadShown) {
  const second = (atMs: number) => Math.round((atMs - startedMs) / 1_000);
  return {
    kind: "time" as const,
    firstSecond: second(grid.startMs),
    stepSeconds: grid.periodSeconds,
    marks: [
      { second: second(killedMs), name: "killed" },
      { second: second(backMs), name: "back" },
    ],
  };
}

function unitsChart({ table }: Cloud, shown: LoadShown, measured: Measured): TimeChart {
  const { resource, used, provisioned } = measured;
  return {
    ...timesOf(shown),
    id: `units-${resource === "" ? "table" : resource.toLowerCase()}`,
    title: `${nameOf(table, resource)}: write units a second`,
    reading: `Raised ${stepsOf(shown, resource)}, and back at ${provisioned.at(-1)} in the end.`,
    unit: "units/s",
    series: [
      { name: "Used", tone: "used", shape: "area", values: used },
      { name: "Provisioned", tone: "limit", shape: "limit", values: provisioned },
    ],
  };
}

function throttlesChart({ table }: Cloud, shown: LoadShown): TimeChart {
  const measured = touched(shown);
  const count =
    sum(measured.flatMap(({ throttled }) => throttled)) * shown.measured.grid.periodSeconds;
  return {
    ...timesOf(shown),
    id: "throttled",
    title: "Throttled requests a second",
    reading: `${formatCount(count)} in all, none once the capacity was enough; each was sent again.`,
    unit: "requests/s",
    series: measured.map(({ resource, throttled }, index) => ({
      name: nameOf(table, resource),
      tone: index === 0 ? "throttled" : "queue",
      shape: "area",
      values: throttled,
    })),
  };
}

function conditionsOf({ scaling, endpoint, periodSeconds }: Cloud) {
  return [
    {
      label: "Scaling",
      text: `Base ${scaling.base.write} write units, at most ${scaling.max.write}, factor ${scaling.scale_up_factor}, down after ${formatSeconds(scaling.scale_down_delay_minutes * 60)} of quiet; table and each index apart.`,
    },
    {
      label: "Writer",
      text: "A process of its own with the SDK's client and the plugin of throughput-scaling; killed with SIGKILL, so that it brings nothing down itself.",
    },
    {
      label: "Metrics",
      text: `CloudWatch, periods of ${formatSeconds(periodSeconds)}; what was provisioned is what DescribeTable said twice a second.`,
    },
    ...(endpoint === undefined
      ? []
      : [
          {
            label: "Local cloud",
            text: "Its time runs quicker than AWS's: a change of capacity takes 2 s instead of seconds to minutes, a burst lasts 10 s instead of 300 s, the scaler looks at 5 s of use as if they were a minute, and decreases are not counted.",
          },
        ]),
  ];
}
