/**
 * What the demo shows of feature scaling: node show.ts <outputs of the environment> [--json]
 * [--report <file>]. With --smoke only a look of the function that changes nothing, by deploy.sh.
 */
import { parseArgs } from "node:util";
import { chartText } from "./chart-text.ts";
import { openCloud } from "./cloud.ts";
import { PER_SECOND, showLoad, TOUCHED } from "./load.ts";
import { writePicture } from "./picture.ts";
import { trySmoke } from "./smoke.ts";
import { sentenceOf, stepsOf } from "./told.ts";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    smoke: { type: "boolean", default: false },
    report: { type: "string" },
  },
});
const cloud = openCloud(positionals[0] ?? "");
const say = (text: string) => {
  if (!options.json) process.stdout.write(`${text}\n`);
};

if (options.smoke) {
  await trySmoke(cloud);
} else {
  const shown = await showLoad(cloud, (text) => say(`   ${text}`));
  const { measured, ...rest } = shown;
  const columns = Math.min(process.stdout.columns ?? 100, 120) - 8;
  for (const one of measured.resources.filter(({ resource }) =>
    TOUCHED.some((name) => name === resource),
  )) {
    say(
      `\n${one.resource === "" ? cloud.table : `index ${one.resource}`}: write units a second, ${stepsOf(shown, one.resource)}\n`,
    );
    say(chartText(one, columns));
  }
  say(`\n${sentenceOf(shown, cloud)}`);
  if (options.report !== undefined) await writePicture(options.report, cloud, shown);
  if (options.json) {
    const { base, max, scale_up_factor } = cloud.scaling;
    const document = {
      feature: "scaling",
      startedAt: new Date(shown.startedMs).toISOString(),
      finishedAt: new Date().toISOString(),
      ...{ table: cloud.table, touched: TOUCHED, perSecond: PER_SECOND },
      ...{ base, max, factor: scale_up_factor, ...rest, throttled: throttledOf(shown) },
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
  }
}

/** Throttled requests of the table and each index. */
function throttledOf({ measured: { grid, resources } }: Awaited<ReturnType<typeof showLoad>>) {
  return Object.fromEntries(
    resources.map(({ resource, throttled }) => [
      resource,
      throttled.reduce((all, value) => all + value * grid.periodSeconds, 0),
    ]),
  );
}
