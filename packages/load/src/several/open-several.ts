import { rangedBytes } from "@spillway/records";
import { counted, type ExportInput, type Input, type InputIdentity } from "../input/input.ts";
import { type InputServices, openInput } from "../input/open-input.ts";
import { FORMAT_HEAD_BYTES } from "../source/beginning/source-format.ts";
import type { OneSource } from "../source/one-source.ts";
import { openRequested, type ReadingRequest } from "../source/open-requested.ts";
import { type TablesNamed, tablesNamedIn } from "../source/requested-table.ts";
import type { DescribedTable } from "../table/describe-table.ts";
import { errorOfFile } from "./file-error.ts";
import type { SeveralCursor } from "./several-cursor.ts";
import type { SeveralSource } from "./several-source.ts";
import type { SeveralInput, SourceFile } from "./source-file.ts";

/** Local files whose beginnings are looked at before the first record is written: that takes half a second. */
const LOOKED_AT = 1_000;

/** The source that several files are; nothing is opened yet. */
export function severalSource(
  input: SeveralInput,
  request: ReadingRequest,
  table: DescribedTable,
  services: InputServices,
): SeveralSource {
  let named: ReturnType<TablesNamed> | undefined;
  const allNamed: TablesNamed = () => {
    named ??= tablesNamedBy(input.files, request, services);
    return named;
  };
  const open = async (file: SourceFile, known?: InputIdentity): Promise<OneSource> => {
    const isOneOfSeveral = file !== input.files[0];
    const opened = await inputOf(file, services, known);
    return openRequested(opened, request, table, { isOneOfSeveral, allNamed });
  };
  return { input, open, format: "several", firstFormat: undefined, formats: new Set() };
}

/** The tables that files name: a file that can't be told says so when it is opened. */
async function tablesNamedBy(
  files: readonly SourceFile[],
  request: ReadingRequest,
  services: InputServices,
): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  for (const file of files) {
    const tables = await inputOf(file, services, undefined)
      .then((input) => tablesNamedIn(input, request))
      .catch(() => []);
    for (const table of tables) named.add(table);
  }
  return named;
}

/**
 * Looks at the file that reading begins with, and at the beginnings of the local ones that follow: a file
 * that can't be loaded is told before the first record is written. Objects in S3 are looked at when they
 * are reached, since each look is a request.
 *
 * @throws SpillwayError for whatever keeps a load of one of them from being begun, with its name
 */
export async function lookedAt(
  source: SeveralSource,
  cursor: Pick<SeveralCursor, "file" | "record" | "identity">,
): Promise<SeveralSource> {
  const [first, ...more] = source.input.files.slice(cursor.file);
  if (first === undefined) return source;
  const open = async (file: SourceFile, known?: InputIdentity) => {
    try {
      return await source.open(file, known);
    } catch (error) {
      throw errorOfFile(error, file.name);
    }
  };
  const opened = await open(first, cursor.record > 0 ? cursor.identity : undefined);
  for (const file of more.filter(isLocal).slice(0, LOOKED_AT)) await open(file);
  return {
    ...source,
    open: async (file, known) => (file === first ? opened : source.open(file, known)),
    firstFormat: opened.format,
  };
}

export function isLocal({ name }: SourceFile): boolean {
  return !name.startsWith("s3://");
}

async function inputOf(
  { name, bytes, etag }: SourceFile,
  services: InputServices,
  known: InputIdentity | undefined,
): Promise<Input | ExportInput> {
  // What the listing told of an object does not have to be asked for.
  const listed = bytes === undefined || etag === undefined ? undefined : { bytes, etag };
  const input = await openInput(name, services, known ?? listed);
  return listed === undefined || "folder" in input ? input : askedForOnce(input);
}

/** A small object is asked for once: what tells its format is all of it. */
function askedForOnce(input: Input): Input {
  const { object } = input;
  if (object === undefined || object.size > FORMAT_HEAD_BYTES) return input;
  let whole: Promise<Uint8Array> | undefined;
  const kept = {
    size: object.size,
    read: async (start: number, end: number, signal?: AbortSignal) => {
      whole ??= object.read(0, object.size, signal);
      try {
        return (await whole).subarray(start, end);
      } catch (error) {
        // It is tried again.
        whole = undefined;
        throw error;
      }
    },
  };
  return { ...input, object: kept, read: (onBytes) => counted(rangedBytes(kept), onBytes) };
}
