import { Readable } from "node:stream";
import { batchWriteTables, decompressed, reencoded } from "@spillway/records";
import { loadError } from "../errors.ts";
import type { ExportInput, Input } from "../input/input.ts";
import type { InputServices } from "../input/open-input.ts";
import type { LoadRequest } from "../run/load-request.ts";
import { findSource } from "../several/find-source.ts";
import type { SeveralInput } from "../several/source-file.ts";
import { type Beginning, beginningOf } from "./beginning/beginning.ts";
import { sourceFormat } from "./beginning/source-format.ts";
import type { JsonSource } from "./one-source.ts";

/** The table of a request, and the input where it had to be opened to find it. */
export interface RequestTable {
  /** Name or ARN. */
  readonly table: string;
  readonly input?: Input;
}

/** What of a request says which table is meant. */
type TableRequest = Pick<LoadRequest, "table" | "source" | "fromTable" | "format" | "encoding">;

/** Whose requests of a batch-write file are read. */
export type RequestedTable = Omit<Extract<JsonSource, { format: "batch-write" }>, "format"> & {
  /** What a person should know of it. */
  readonly notes: readonly string[];
};

/** The tables that the batch-write files of a load name, all together. */
export type TablesNamed = () => Promise<ReadonlySet<string>>;

/**
 * Finds whose requests of a batch-write file go into a table: those of the table that is called so, or
 * of the only one that is named. Of several files all are asked: how a dump was cut into files does not
 * change what is written.
 *
 * @param table the name or ARN of the table that is written to
 * @param allNamed the tables of all files, where there are several
 * @throws SpillwayError `TABLE_NOT_IN_SOURCE` for a source of several tables and none of that name
 */
export async function requestedTable(
  beginning: Beginning,
  table: string,
  allNamed?: TablesNamed,
): Promise<RequestedTable> {
  const here = await tablesOf(beginning);
  if (here.length === 0) {
    const notes = beginning.isWhole ? ["the source has no requests"] : [];
    return { requestsOf: table, others: [], notes };
  }
  const isMeant = (name: string) => nameOf(name) === nameOf(table);
  const named = here.find(isMeant);
  const tables = named === undefined && allNamed ? [...(await allNamed())] : here;
  if (tables.some(isMeant)) {
    const others = here.filter((name) => name !== named);
    const also = named === undefined ? "" : "also ";
    const notes = [`the source ${also}has requests of ${listed(others)}: they are passed over`];
    return { requestsOf: named ?? table, others, notes: others.length === 0 ? [] : notes };
  }
  const [only = table, ...more] = tables;
  if (more.length === 0) {
    const notes = [`the source names the table ${only}: its requests go to ${nameOf(table)}`];
    return { requestsOf: only, others: [], notes };
  }
  throw loadError(
    "TABLE_NOT_IN_SOURCE",
    `expected requests of the table ${nameOf(table)} in ${beginning.input.name}; came those of ${listed(tables)}`,
    {
      hint: "Name one of them with --table. Requests go into another table where all of them are of one.",
    },
  );
}

/** The tables that an input names, where it is a batch-write file; none of what can't be told. */
export async function tablesNamedIn(
  input: Input | ExportInput,
  { format, encoding }: Pick<LoadRequest, "format" | "encoding">,
): Promise<readonly string[]> {
  if ("folder" in input) return [];
  const beginning = await beginningOf(input, { encoding, hasFormat: format !== undefined });
  const found = format ?? sourceFormat(input.name, beginning.head).format;
  return found === "batch-write" ? tablesOf(beginning) : [];
}

/** The table that a batch-write file names, and the input from its beginning again. */
async function tableNamedBy(
  input: Input | ExportInput | SeveralInput,
  { format, encoding }: Pick<LoadRequest, "format" | "encoding">,
): Promise<{ readonly table: string; readonly input: Input }> {
  if ("folder" in input || "files" in input) throw notNamed(input.name, []);
  const beginning = await beginningOf(input, { encoding, hasFormat: format !== undefined });
  const found = format ?? sourceFormat(input.name, beginning.head).format;
  const tables = found === "batch-write" ? await tablesOf(beginning) : [];
  const [table, ...more] = tables;
  if (table === undefined || more.length > 0) throw notNamed(input.name, tables);
  return { table, input: beginning.input };
}

/**
 * The table of a request, by its name or ARN: as a person said, or as the source names it.
 *
 * @returns also the input, where it had to be opened for that
 * @throws SpillwayError `LOAD_TABLE_MISSING` for a source of several tables, and for one that names none
 */
export async function tableOfRequest(
  { table, source, fromTable, ...reading }: TableRequest,
  services: InputServices,
): Promise<RequestTable> {
  if (table !== undefined) return { table };
  if (fromTable !== undefined) throw notNamed("", []);
  return tableNamedBy(await findSource(source, services), reading);
}

/** The tables that a file names: of one that can be read once only, those in its beginning. */
async function tablesOf({ input, head, encoding }: Beginning): Promise<string[]> {
  if (input.identity === undefined)
    return [...(await batchWriteTables(Readable.from([head]))).keys()];
  const bytes = decompressed(input.read());
  const text = encoding === undefined ? bytes : reencoded(bytes, encoding);
  return [...(await batchWriteTables(text)).keys()];
}

function notNamed(name: string, tables: readonly string[]): Error {
  const came = tables.length === 0 ? "none" : `none, and ${name} has requests of ${listed(tables)}`;
  const hint =
    tables.length === 0
      ? "Say --table NAME. It may be left out for a request file of batch-write-item that names one table."
      : "Say which of them: --table NAME";
  return loadError("LOAD_TABLE_MISSING", `expected a table to write to; came ${came}`, { hint });
}

/** The name within an ARN, or the name. */
function nameOf(table: string): string {
  return table.slice(table.lastIndexOf("/") + 1);
}

const SHOWN = 10;

function listed(tables: readonly string[]): string {
  const shown = tables.slice(0, SHOWN).join(", ");
  return tables.length > SHOWN ? `${shown} and ${tables.length - SHOWN} more` : shown;
}
