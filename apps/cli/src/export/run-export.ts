import { targetOf } from "@spillway/aws";
import { createClients } from "@spillway/aws-clients";
import { systemClock } from "@spillway/pacing";
import { formatCount, formatRate } from "@spillway/report-page";
import { type ExportProgress, type ExportReport, exportTable } from "@spillway/table-export";
import { clientTransport } from "@spillway/table-scan";
import type { Command } from "commander";
import { collectOldMemoryEarly } from "../command-line/collect-memory.ts";
import { EXIT, exitCodeOf } from "../command-line/exit-codes.ts";
import { type CommandContext, globalOptions } from "../command-line/global-options.ts";
import { type ProgressLine, progressLine } from "../command-line/progress-line.ts";
import { errorJson } from "../command-line/show-error.ts";
import { stopOnSignal } from "../command-line/stop-on-signal.ts";
import { scanQueryOf } from "../table-scan/scan-options.ts";
import { exportAnswer } from "./export-answer.ts";
import { exportIdentity } from "./export-identity.ts";
import { exportPlaces } from "./export-places.ts";
import { exportText } from "./export-text.ts";
import { type ExportWishes, writtenAs } from "./export-wishes.ts";
import { sourceTable } from "./source-table.ts";
import { tablePages } from "./table-pages.ts";

/** Writes a table into a file as the options of `spillway export` say, and prints what became of it. */
export async function runExport(
  wishes: ExportWishes,
  command: Command,
  context: CommandContext,
): Promise<void> {
  collectOldMemoryEarly();
  const json = globalOptions(command).json === true;
  try {
    await exportAs(wishes, command, context);
  } catch (error) {
    // Standard output has the items: a document behind them would be read as one.
    if (!json || wishes.file !== "-") throw error;
    context.terminal.note(errorJson(error));
    context.endWith(exitCodeOf(error));
  }
}

async function exportAs(
  wishes: ExportWishes,
  command: Command,
  { terminal, env, endWith }: CommandContext,
): Promise<void> {
  const globals = globalOptions(command);
  const json = globals.json === true;
  const { file, resume, force } = wishes;
  const written = writtenAs(wishes);
  const target = targetOf(undefined, globals, env);
  const { places, checkpoints } = await exportPlaces(wishes, written, terminal.printStream);
  const clients = createClients(target);
  const line = await progressLine(terminal, json, () => systemClock.now());
  const stopping = stopOnSignal(process, () =>
    line.note("    stopping: keeping what was read (Ctrl-C again ends at once)"),
  );
  const query = scanQueryOf(wishes.table, wishes);
  let hasItems = false;
  let report: ExportReport;
  let answer: ReturnType<typeof exportAnswer>;
  try {
    const describe = async () => sourceTable(await clients.dynamodb(), query, target);
    const source = await describe();
    const { partitionKey, sortKey } = source.shape.keys;
    const pages = tablePages({
      ...{ query, source, target, segments: wishes.segments, maxRcu: wishes.maxRcu },
      describe: async () => (await describe()).shape,
      transport: clientTransport(await clients.dynamodbWriter()),
      ...{ clock: systemClock, random: Math.random, signal: stopping.signal },
    });
    report = await exportTable(
      {
        ...written,
        ...{ columns: wishes.columns, resume, force },
        keys: [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name),
        identity: exportIdentity({ query, written, columns: wishes.columns, source, target }),
      },
      {
        ...{ pages, places, checkpoints, clock: systemClock, signal: stopping.signal },
        onProgress: (progress) => {
          hasItems = progress.items > 0;
          showProgress(line, progress, source.items);
        },
        onStart: (itemsBefore) => {
          if (itemsBefore !== undefined)
            line.note(`    going on after ${formatCount(itemsBefore)} items`);
          else if (resume) line.note("    nothing to resume: it begins at the first item");
        },
      },
    );
    answer = exportAnswer(report, { file, written, source });
  } catch (error) {
    line.end();
    if (hasItems && checkpoints !== undefined) {
      line.note("    what was read is kept: go on with --resume");
    }
    throw error;
  } finally {
    line.end();
    stopping.end();
    clients.destroy();
  }
  // Standard output has the items.
  const say = file === "-" ? terminal.note : terminal.print;
  if (json) say(JSON.stringify(answer, null, 2));
  else say(exportText(answer, file === "-" ? terminal.noteColours : terminal.colours));
  endWith(report.complete ? EXIT.ok : EXIT.incomplete);
}

function showProgress(line: ProgressLine, progress: ExportProgress, about: number): void {
  const { phase, items, scanned, readUnits, seconds, itemsBefore } = progress;
  if (phase === "rows") {
    line.show({ share: undefined, words: [`${formatCount(items)} rows written`] });
    return;
  }
  const perSecond = seconds > 0 ? (items - itemsBefore) / seconds : 0;
  line.show({
    // The count is hours old: a table that has grown is not done at its end.
    share: about === 0 ? undefined : Math.min(0.99, scanned / about),
    words: [
      `${formatCount(items)} items`,
      `${formatRate(perSecond)}/s`,
      `${formatRate(readUnits)} read units`,
    ],
  });
}
