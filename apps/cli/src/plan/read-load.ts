import { csvWorkload, rateWorkload, shapeWorkload, type Workload } from "@spillway/planner";
import { formatCount } from "@spillway/report-page";
import { patternFromCsv } from "@spillway/simulator";
import type { LoadReading } from "./load-reading.ts";
import { patternFileOf, savePattern } from "./pattern-file.ts";
import { textOfFile } from "./read-file.ts";
import type { WhichLoad } from "./which-load.ts";

const HISTORY_DAYS = 14;
const PATTERN_HINT =
  "A pattern is a CSV of time and writes or units, or a shape: steady, daily, weekly, growth, tweets, 'spike 1000x every 10m', 'black-friday 1000 to 100000'.";

/**
 * Reads the load that is meant: from the options, a file, or AWS.
 *
 * @throws WORKLOAD_INVALID, PATTERN_INVALID; whatever keeps a source from being read
 */
export async function readLoad(load: WhichLoad, reading: LoadReading): Promise<Workload> {
  const { wishes, table } = reading;
  const { facts, ...size } = wishes;
  const known = { ...facts, table: table.shape };
  switch (load.kind) {
    case "source": {
      // The loader comes with it, and the SDK with the loader.
      const { measureLoad } = await import("./measure-load.ts");
      return await measureLoad(load.sources, reading);
    }
    case "file": {
      const text = await textOfFile(load.file, "a pattern", PATTERN_HINT);
      return csvWorkload(patternFromCsv(text, load.file), known);
    }
    case "history":
      return await readHistory(load.table, reading);
    case "shape":
      return shapeWorkload(load.shape, { ...known, ...size });
    case "rate":
      return rateWorkload({ ...known, itemBytes: facts.itemBytes ?? 0, ...size });
  }
}

async function readHistory(name: string, reading: LoadReading): Promise<Workload> {
  const { options, wishes, table, clients, progress, metricRequest } = reading;
  const { readTableHistory } = await import("./table-history.ts");
  const days = wishes.days ?? HISTORY_DAYS;
  const read = await readTableHistory(clients(), { name, days, nowMs: Date.now() });
  const file = patternFileOf(name, options.savePattern);
  await savePattern(file, read.csv);
  const dollars = (read.metrics * metricRequest).toFixed(4);
  progress.note(
    `    ${formatCount(read.metrics)} metrics read of CloudWatch, $${dollars} at list price; kept in ${file}, to plan with again: --pattern ${file}`,
  );
  const workload = csvWorkload(patternFromCsv(read.csv, file), {
    ...wishes.facts,
    table: table.shape,
  });
  return { ...workload, name: `history of ${read.table}` };
}
