import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { loadError } from "../errors.ts";
import { lineOfError } from "./line-of-error.ts";
import type { RecordTransform, Transform } from "./transform.ts";

const EXAMPLE = "export default (record) => ({ ...record, loaded: true });";

/**
 * Loads a transform from a file: an ES module whose default export is a {@link Transform}. TypeScript
 * is taken where Node strips types by itself (22.18 and newer).
 *
 * Its identity is a hash of the file's text; what the file imports is not in it.
 *
 * @param path of the module
 * @throws SpillwayError `TRANSFORM_NOT_FOUND`; `TRANSFORM_INVALID` for what is no module, throws when it
 * is loaded, or has no such export: with the line where that is known
 * @see https://nodejs.org/api/esm.html
 * @example
 * await load({ ...request, transform: await loadTransform("clean.mjs") }, services);
 */
export async function loadTransform(path: string): Promise<RecordTransform> {
  const text = await textOf(path);
  const url = pathToFileURL(resolve(path)).href;
  let module: { readonly default?: unknown };
  try {
    module = await import(url);
  } catch (cause) {
    const line = await lineOfError(cause, resolve(path));
    const where = line === undefined ? path : `${path}, line ${line}`;
    throw loadError("TRANSFORM_INVALID", `${where}: ${messageOf(cause)}`, {
      hint: hintOf(cause),
      cause,
    });
  }
  const apply = module.default;
  if (!isTransform(apply)) {
    throw loadError(
      "TRANSFORM_INVALID",
      `${path}: expected a function as the default export; came ${apply === undefined ? "none" : typeof apply}`,
      { hint: `For example: ${EXAMPLE}` },
    );
  }
  const identity = createHash("sha256").update(text).digest("hex");
  return { name: basename(path), identity, apply };
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw loadError("TRANSFORM_NOT_FOUND", `${path} can't be read: ${messageOf(cause)}`, {
      hint: "Name a file with a transform: --transform clean.mjs",
      cause,
    });
  }
}

/** Of a function nobody can tell more before it is called; what it gives is looked at then. */
function isTransform(value: unknown): value is Transform {
  return typeof value === "function";
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function hintOf(cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "ERR_UNKNOWN_FILE_EXTENSION") {
    return "Name it .mjs or .js; .ts needs Node 22.18 or newer.";
  }
  if (code === "ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX") {
    return "Node takes types out and does no more: write it without enums and namespaces.";
  }
  return `A transform is an ES module: ${EXAMPLE}`;
}
