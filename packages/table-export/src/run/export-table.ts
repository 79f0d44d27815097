import { earlierExport } from "../checkpoint/earlier-export.ts";
import type { ExportCheckpoint } from "../checkpoint/export-checkpoint.ts";
import { type ColumnNames, orderedColumns } from "../formats/csv-columns.ts";
import { csvText } from "../formats/csv-text.ts";
import { csvTypes } from "../formats/csv-types.ts";
import { dynamodbJsonText } from "../formats/dynamodb-json-text.ts";
import type { ItemText } from "../formats/item-text.ts";
import { jsonLinesText } from "../formats/json-lines-text.ts";
import { ExportLedger } from "./export-ledger.ts";
import type { ExportOutput } from "./export-places.ts";
import type { ExportReport } from "./export-report.ts";
import type { ExportRequest, ExportServices } from "./export-request.ts";
import { readItems } from "./read-items.ts";
import { assertColumns, openSpool } from "./spooled-columns.ts";
import { writeRows } from "./write-rows.ts";

/**
 * Writes the items of a table into a file, or goes on with it: each item of a table that nobody changes
 * meanwhile is in it once, however often and wherever the export was ended.
 *
 * @throws SpillwayError `EXPORT_UNFINISHED`, `CHECKPOINT_OF_ANOTHER_EXPORT`, `EXPORT_CHECKPOINT_INVALID`,
 * `COLUMNS_NEED_CSV`, `COLUMNS_TOO_MANY`, `OUTPUT_CHANGED`, and what the pages and the places throw
 */
export async function exportTable(
  request: ExportRequest,
  services: ExportServices,
): Promise<ExportReport> {
  const { checkpoints, places, clock } = services;
  const { resume, force, identity } = request;
  assertColumns(request, places);
  const earlier = await earlierExport({ store: checkpoints, resume, force, identity });
  // What is begun anew is in the way of no later run.
  if (earlier === undefined) await checkpoints?.remove();
  services.onStart?.(earlier?.items);
  const ledger = new ExportLedger(request, earlier, clock);
  const run: Run = { request, services, ledger, earlier };
  const written = await writeAll(run);
  if (written.complete) {
    await save(run, "whole", written.bytes);
    await places.publish();
    await checkpoints?.remove();
  }
  return reportOf(run, written);
}

interface Run {
  readonly request: ExportRequest;
  readonly services: ExportServices;
  readonly ledger: ExportLedger;
  readonly earlier: ExportCheckpoint | undefined;
}

interface Written {
  readonly complete: boolean;
  readonly bytes: number;
}

async function writeAll(run: Run): Promise<Written> {
  const { ledger, earlier } = run;
  if (earlier?.phase === "whole") return { complete: true, bytes: earlier.bytes };
  return ledger.columns === undefined ? writeItems(run) : writeCsvOfAll(run, ledger.columns);
}

/** Straight into the file. */
async function writeItems(run: Run): Promise<Written> {
  const { services, earlier, ledger } = run;
  const output = await services.places.openFile(earlier?.bytes ?? 0);
  return using(output, () => readInto(run, output, textOf(run.request, ledger)));
}

/** Into what items wait in, and from there into the file, once all columns are known. */
async function writeCsvOfAll(run: Run, columns: ColumnNames): Promise<Written> {
  const { request, services, ledger, earlier } = run;
  const { places, signal, onProgress } = services;
  if (earlier?.phase !== "rows") {
    const spool = await openSpool(places, earlier?.bytes ?? 0);
    const read = await using(spool, () => readInto(run, spool, dynamodbJsonText));
    if (!read.complete) return read;
    await save(run, "rows", read.bytes);
  }
  const names = orderedColumns(columns.names(), request.keys);
  const { tally } = ledger;
  const text = csvText({
    ...{ columns: names, delimiter: request.delimiter, tally },
    kinds: ledger.kindsOf(names),
  });
  const output = await places.openFile(0);
  return using(output, async () => {
    const complete = await writeRows({
      ...{ spool: places.readSpool(), items: ledger.items, text, output, signal },
      onRows: (rows) => onProgress?.(ledger.progress("rows", rows)),
    });
    return { complete, bytes: await output.sync() };
  });
}

async function readInto(run: Run, output: ExportOutput, text: ItemText): Promise<Written> {
  const { services, ledger, earlier } = run;
  let bytes = earlier?.bytes ?? 0;
  if (earlier === undefined && text.head !== "") await output.write(text.head);
  const complete = await readItems({
    ...{ services, ledger, text, output },
    save: async () => {
      bytes = await output.sync();
      await save(run, "items", bytes);
    },
  });
  return { complete, bytes };
}

function textOf({ format, columns = [], delimiter }: ExportRequest, ledger: ExportLedger) {
  const { tally } = ledger;
  if (format === "dynamodb-json") return dynamodbJsonText;
  if (format === "json-lines") return jsonLinesText(tally);
  return csvText({ columns, delimiter, tally, kinds: ledger.kindsOf(columns) });
}

async function save(run: Run, phase: ExportCheckpoint["phase"], bytes: number): Promise<void> {
  const checkpoint = run.ledger.checkpoint(phase, bytes);
  await run.services.checkpoints?.save(`${JSON.stringify(checkpoint)}\n`);
}

/** Closes what was opened; where the work failed, its error is the one that is thrown. */
async function using<T>(output: ExportOutput, work: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await work();
  } catch (error) {
    await output.close().catch(() => {});
    throw error;
  }
  await output.close();
  return result;
}

function reportOf({ services, ledger, earlier }: Run, written: Written): ExportReport {
  const { complete, bytes } = written;
  const { items, scanned, readUnits, durationMs, ranMs, tally, kinds } = ledger;
  const types = complete && kinds !== undefined ? csvTypes(kinds, tally) : null;
  const seconds = ranMs / 1_000;
  return {
    complete,
    items,
    scanned,
    bytes,
    readUnits,
    durationMs,
    itemsPerSecond: seconds > 0 ? (items - ledger.itemsBefore) / seconds : 0,
    resumedAt: earlier?.items ?? null,
    checkpoint: complete ? null : (services.checkpoints?.name ?? null),
    remarks: complete ? tally.remarks() : [],
    columns: complete && kinds !== undefined ? [...kinds.names()] : null,
    types,
  };
}
