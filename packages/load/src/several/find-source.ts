import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { loadError } from "../errors.ts";
import type { ExportInput, Input } from "../input/input.ts";
import { type InputServices, openInput } from "../input/open-input.ts";
import { partsOf } from "../input/s3-address.ts";
import { s3ObjectFacts } from "../input/s3-input.ts";
import { passOver, tooMany } from "./file-collector.ts";
import { isGlob } from "./glob.ts";
import { filesInFolder, filesOfGlob } from "./local-files.ts";
import { objectsBelow, objectsOfGlob } from "./s3-files.ts";
import { severalLabel } from "./several-label.ts";
import {
  bytesOf,
  type FoundFiles,
  MAX_FILES,
  type PassedOver,
  type SeveralInput,
  type SourceFile,
} from "./source-file.ts";
import { EXPORT_SUMMARY } from "./taken-name.ts";

/**
 * Finds what a person named: one input, which is opened, or several files that are loaded as one. A
 * folder, a prefix and a glob are several files even where they hold one; the folder of a DynamoDB
 * export is one input.
 *
 * @param source one name or several: a path, a folder, a glob, `s3://bucket/key`, `s3://bucket/prefix/`,
 * `s3://bucket/part-*.gz`; `-` for standard input stands alone
 * @throws SpillwayError as {@link openInput} does, and `SOURCES_INVALID`, `SOURCE_TOO_MANY_FILES`;
 * `SOURCE_NOT_FOUND` also for a glob, a folder or a prefix without a file to load
 * @example
 * await findSource("users.csv", services); // an Input
 * await findSource(["data/*.csv", "s3://exports/2026/"], services); // a SeveralInput
 */
export async function findSource(
  source: string | readonly string[],
  services: InputServices,
): Promise<Input | ExportInput | SeveralInput> {
  const names = typeof source === "string" ? [source] : source;
  const [only, ...more] = names;
  if (only === undefined) throw invalid("expected a source; came none", "Name a file.");
  if (more.length === 0) {
    const found = only === "-" ? undefined : await filesOf(only, services);
    return found === undefined ? openInput(only, services) : severalInput(only, names, found);
  }
  const files = new Map<string, SourceFile>();
  const passedOver: PassedOver[] = [];
  for (const name of names) {
    const found = (await filesOf(name, services)) ?? {
      files: [await fileNamed(name, services)],
      passedOver: [],
    };
    for (const left of found.passedOver) passOver(passedOver, left);
    for (const file of found.files) {
      const address = file.name.startsWith("s3://") ? file.name : resolve(file.name);
      if (files.has(address))
        passOver(passedOver, { why: "named twice", count: 1, names: [file.name] });
      else files.set(address, file);
    }
    if (files.size > MAX_FILES) throw tooMany(name);
  }
  const name = `${files.size.toLocaleString("en-US")} ${files.size === 1 ? "file" : "files"}`;
  return severalInput(name, names, { files: [...files.values()], passedOver });
}

/** The files that a name stands for; undefined where it is one input, or nothing at all. */
async function filesOf(name: string, services: InputServices): Promise<FoundFiles | undefined> {
  if (name === "-") {
    throw invalid(
      "expected - for standard input alone; came other sources beside it",
      "Load what is piped by itself.",
    );
  }
  const found = await (name.startsWith("s3://") ? objectsOf(name, services) : localFilesOf(name));
  if (found !== undefined && found.files.length === 0) throw nothingIn(name, found.passedOver);
  return found;
}

async function localFilesOf(name: string): Promise<FoundFiles | undefined> {
  const stats = await stat(name).catch(() => undefined);
  // What is there by its very name is no pattern.
  if (stats === undefined) return isGlob(name) ? filesOfGlob(name) : undefined;
  if (!stats.isDirectory()) return undefined;
  const isExport = await stat(join(name, EXPORT_SUMMARY)).then(
    () => true,
    () => false,
  );
  return isExport ? undefined : filesInFolder(name);
}

async function objectsOf(
  address: string,
  { clients }: InputServices,
): Promise<FoundFiles | undefined> {
  const { key } = partsOf(address);
  const isFolder = key === "" || key.endsWith("/");
  if (!isFolder && !isGlob(key)) return undefined;
  const client = await clients.s3();
  const itself = isFolder ? `${address}${EXPORT_SUMMARY}` : address;
  if (await s3ObjectFacts(itself, client, clients.target)) return undefined;
  const find = isFolder && !isGlob(key) ? objectsBelow : objectsOfGlob;
  return find(address, client, clients.target);
}

/** One file among others. */
async function fileNamed(name: string, services: InputServices): Promise<SourceFile> {
  const { identity, bytes } = await openInput(name, services);
  if (identity === undefined) {
    throw invalid(
      `expected files that can be read again; came ${name}, which is a pipe`,
      "Load it by itself.",
    );
  }
  const { etag } = identity;
  return { name, bytes, ...(typeof etag === "string" && etag !== "" && { etag }) };
}

function severalInput(name: string, names: readonly string[], found: FoundFiles): SeveralInput {
  const { files, passedOver } = found;
  return {
    ...{ name, files, passedOver },
    label: severalLabel(names),
    bytes: bytesOf(files),
    // The checkpoint has the files themselves.
    identity: { of: "several files" },
  };
}

function nothingIn(name: string, passedOver: readonly PassedOver[]): Error {
  const left = passedOver.map(({ why, count }) => `${count} ${why}`).join(", ");
  return loadError(
    "SOURCE_NOT_FOUND",
    `there is no file to load in ${name}${left === "" ? "" : `; passed over: ${left}`}`,
    {
      hint: name.startsWith("s3://")
        ? "Check the bucket, the prefix and the region."
        : "Check the path. A file is loaded whatever it is called where it is named itself.",
    },
  );
}

function invalid(message: string, hint: string): Error {
  return loadError("SOURCES_INVALID", message, { hint });
}
