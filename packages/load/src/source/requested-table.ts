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

/**
 * Finds whose requests of a batch-write file go into a table: those of the table that is called so, or
 * of the only one that the file names.
 *
 * @param table the name or ARN of the table that is written to
 * @throws SpillwayError `TABLE_NOT_IN_SOURCE` for a file of several tables and none of that name
 */
export async function requestedTable(beginning: Beginning, table: string): Promise<RequestedTable> {
  const tables = await tablesOf(beginning);
  const [only, ...more] = tables;
  const named = tables.find((name) => nameOf(name) === nameOf(table));
  const { name: file } = beginning.input;
  if (tables.length === 0 && beginning.isWhole) {
    return { requestsOf: table, others: [], notes: ["the source has no requests"] };
  }
  if (named !== undefined || only === undefined) {
    const others = tables.filter((name) => name !== named);
    const notes =
      others.length === 0
        ? []
        : [`${file} also has requests of ${listed(others)}: they are passed over`];
    return { requestsOf: named ?? table, others, notes };
  }
  if (more.length === 0) {
    const notes = [`${file} names the table ${only}: its requests go to ${nameOf(table)}`];
    return { requestsOf: only, others: [], notes };
  }
  throw loadError(
    "TABLE_NOT_IN_SOURCE",
    `expected requests of the table ${nameOf(table)} in ${file}; came those of ${listed(tables)}`,
    { hint: "Name one of them with --table. Into another table goes a file that names one only." },
  );
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
