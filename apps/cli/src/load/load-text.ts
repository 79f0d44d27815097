import type { LoadReport, TableRead } from "@spillway/load";
import { placeOf } from "@spillway/records";
import { formatCount, formatMoney, formatRate, formatSeconds } from "@spillway/report-page";
import type { Terminal } from "../command-line/terminal.ts";

/** How many errors a person is shown. */
const ERRORS_SHOWN = 5;

/** What to do about many records at once, said once. */
const HINTS: readonly { readonly codes: readonly string[]; readonly hint: string }[] = [
  {
    codes: ["TEXT_NOT_UTF8"],
    hint: "some lines are not UTF-8: if all is in another encoding, name it, such as --encoding windows-1252",
  },
  {
    codes: [
      ...["CSV_STRAY_QUOTE", "CSV_TEXT_AFTER_QUOTE", "CSV_QUOTE_NOT_CLOSED"],
      ...["CSV_ESCAPE_UNCERTAIN", "CSV_ESCAPE_OPEN"],
    ],
    hint: "if backslashes are escapes in this file, as MySQL writes it, load all of it again with --escape '\\': values that were written may have kept them",
  },
];

/** A load's report for a person to read. */
export function loadText(
  report: LoadReport,
  { bold, dim, red, green }: Terminal["colours"],
): string {
  const { read, written, deduplicated, rejected, failed, spilled, unsent, dryRun } = report;
  const seconds = report.durationMs / 1_000;
  const [past, to] = report.deletes ? ["deleted", "from"] : ["written", "to"];
  const verb = `${dryRun === null ? past : `would be ${past}`} ${to}`;
  const mark = rejected + failed > 0 || !report.complete ? red("✖") : green("✔");
  const lines = [
    `${mark} ${bold(`${formatCount(written)} of ${formatCount(read)} records ${verb} ${report.table}`)} in ${formatSeconds(seconds)}${dim(`, ${formatRate(report.recordsPerSecond)} records/s`)}`,
    ...rows([
      ["deduplicated", deduplicated, "replaced by a later record of the same key"],
      ["rejected", rejected, "can't be written as they are"],
      ["failed", failed - unsent, "out of attempts"],
      ["not sent", unsent, "the run ended before"],
      ["spilled", spilled, "in the buffer queue"],
    ]).map((row) => `  ${row}`),
    ...transformWords(report.transform).map((words) => `  ${words}`),
    ...numberKeyWords(report.numberKeys).map((words) => `  ${words}`),
    dim(`  ${effort(report)}`),
    ...(report.tableRead === null ? [] : [dim(`  ${readWords(report.tableRead)}`)]),
    ...(dryRun === null ? [] : planWords(dryRun).map((words) => `  ${words}`)),
    ...report.errors
      .slice(0, ERRORS_SHOWN)
      .map(({ code, message, position }) => `  ${red(code)} ${placeOf(position)}: ${message}`),
  ];
  const more = rejected + failed - Math.min(ERRORS_SHOWN, report.errors.length);
  if (report.errors.length > 0 && more > 0) lines.push(dim(`  and ${formatCount(more)} more`));
  if (report.rejects !== null) {
    lines.push(`  the records that were not written, to be loaded once mended: ${report.rejects}`);
  }
  for (const { codes, hint } of HINTS) {
    if (report.errors.some(({ code }) => codes.includes(code))) lines.push(`  ${hint}`);
  }
  for (const note of report.notes) lines.push(`  ${note}`);
  if (!report.complete) {
    const way =
      report.checkpoint === null
        ? "the rest of the source was not read"
        : "to go on, the same command with --resume";
    lines.push(`  not done: ${way}`);
  }
  return lines.join("\n");
}

function rows(all: readonly (readonly [string, number, string])[]): string[] {
  return all
    .filter(([, count]) => count > 0)
    .map(([name, count, what]) => `${formatCount(count)} ${name}: ${what}`);
}

function transformWords(transform: LoadReport["transform"]): string[] {
  if (transform === null) return [];
  const { name, dropped, failed } = transform;
  const counts = [
    `${formatCount(transform.in)} in`,
    `${formatCount(transform.out)} out`,
    ...(dropped > 0 ? [`${formatCount(dropped)} dropped`] : []),
    ...(failed > 0 ? [`${formatCount(failed)} rejected by it`] : []),
  ];
  return [`transform ${name}: ${counts.join(", ")}`];
}

/** DynamoDB keeps the number of a key, not how it was written: `007` and `7` are one item. */
function numberKeyWords(keys: LoadReport["numberKeys"]): string[] {
  if (keys === null) return [];
  const { respelled, first, equal, pair } = keys;
  const { attribute, text, kept, position } = first;
  const example = `${quoted(text)} (${placeOf(position)}) as ${kept}`;
  const lines = [
    `${counted(respelled, "key", "keys")} of type number ${respelled === 1 ? "is" : "are"} kept otherwise than written: ${attribute} ${example}`,
  ];
  if (pair === null) return lines;
  const [one, other] = pair.map(({ text, position }) => `${quoted(text)} (${placeOf(position)})`);
  return [
    ...lines,
    `${formatCount(equal)} of the deduplicated differ as text from what replaced them and are equal as numbers: ${one} and ${other}`,
  ];
}

function quoted(text: string): string {
  return text.length > 50 ? `"${text.slice(0, 50)}…"` : `"${text}"`;
}

function effort(report: LoadReport): string {
  const { batches, retries, throttledWrites, unitsConsumed, peakMemoryBytes } = report;
  const indexes = Object.entries(unitsConsumed.indexes).map(
    ([name, units]) => ` + ${formatCount(units)} ${name}`,
  );
  return [
    `${formatCount(unitsConsumed.table)}${indexes.join("")} ${unitsConsumed.table === 1 && indexes.length === 0 ? "write unit" : "write units"}`,
    counted(batches.sent, "batch", "batches"),
    counted(retries, "retry", "retries"),
    counted(throttledWrites, "throttled write", "throttled writes"),
    `${formatCount(peakMemoryBytes / 1_048_576)} MB of memory`,
  ].join(", ");
}

/** What was scanned is paid for, whether a filter let it pass or not. */
function readWords({ scanned, readUnits, throttledPages }: TableRead): string {
  return [
    counted(scanned, "item scanned", "items scanned"),
    counted(readUnits, "read unit", "read units"),
    counted(throttledPages, "throttled page", "throttled pages"),
  ].join(", ");
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function planWords(plan: NonNullable<LoadReport["dryRun"]>): string[] {
  const { seconds, bottleneck, dollars, prices } = plan;
  const resource = bottleneck === "" ? "the table" : `the index ${bottleneck}`;
  const time =
    seconds === null
      ? "is as fast as the table takes it, on demand,"
      : `takes ${formatSeconds(seconds)} at the capacity of ${resource}`;
  if (dollars === null || prices === null) return [`a load ${time}`, "(items that are new)"];
  return [
    `a load ${time} and costs ${formatMoney(dollars)}`,
    `(list prices of ${prices.region}, ${prices.asOf}, items that are new)`,
  ];
}
