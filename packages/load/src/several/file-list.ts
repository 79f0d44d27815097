import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import * as z from "zod";
import type { SourceFile } from "./source-file.ts";

/** A file as a checkpoint knows it: its name, its bytes where they are known, and what tells it from another. */
const listSchema = z.array(z.tuple([z.string(), z.number().nullable(), z.string().nullable()]));

/** A file that a load began with. */
export interface ListedFile {
  readonly name: string;
  readonly bytes: number | undefined;
  readonly tag: string | undefined;
}

/** Enough that two objects of one key and size are not taken for each other. */
const TAG_LETTERS = 6;

/**
 * The files of a load in one string, in their order. It is saved with every checkpoint: names that
 * follow each other have much in common, so that 10,000 objects take some 230 KB.
 */
export function fileListText(files: readonly ListedFile[]): string {
  const list = files.map(({ name, bytes, tag }) => [name, bytes ?? null, tag ?? null]);
  return deflateRawSync(JSON.stringify(list)).toString("base64");
}

/** @returns undefined for a text that is no list */
export function parseFileList(text: string): readonly ListedFile[] | undefined {
  try {
    const list = listSchema.parse(
      JSON.parse(inflateRawSync(Buffer.from(text, "base64")).toString()),
    );
    return list.map(([name, bytes, tag]) => ({
      name,
      bytes: bytes ?? undefined,
      tag: tag ?? undefined,
    }));
  } catch {
    return undefined;
  }
}

/** A file as a checkpoint names it. */
export function listedOf({ name, bytes, etag }: SourceFile): ListedFile {
  return { name, bytes, tag: tagOf(etag) };
}

/** Whether a file is still what it was when the load began, as far as can be told without reading it. */
export function isSameFile(listed: ListedFile, file: SourceFile): boolean {
  return listed.bytes === file.bytes && listed.tag === tagOf(file.etag);
}

function tagOf(etag: string | undefined): string | undefined {
  if (etag === undefined) return undefined;
  return createHash("sha256").update(etag).digest("base64url").slice(0, TAG_LETTERS);
}
