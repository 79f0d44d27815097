// Keeps the JavaScript that Node makes of our TypeScript, for the next start: to strip the types of all sources takes
// 0.4 s of processor time, and the stripper stays in memory with 30 MB. Given to Node with `--import`. JavaScript,
// so that Node does not load its stripper for this file.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { registerHooks, stripTypeScriptTypes } from "node:module";
import { fileURLToPath } from "node:url";

// Nobody else may write here who may not write our sources.
const FOLDER = new URL("../../node_modules/.cache/stripped-types/", import.meta.url);

registerHooks({
  load(url, context, nextLoad) {
    if (!url.startsWith("file:") || !url.endsWith(".ts")) return nextLoad(url, context);
    const source = readFileSync(fileURLToPath(url), "utf8");
    return { format: "module", source: stripped(url, source), shortCircuit: true };
  },
});

/** One file for each source, which says at its end of which text it was made. */
function stripped(url, source) {
  const file = new URL(hash(url), FOLDER);
  const mark = `\n//${hash(process.version + source)}`;
  try {
    const kept = readFileSync(file, "utf8");
    if (kept.endsWith(mark)) return kept;
  } catch {
    // Not kept yet.
  }
  const made = stripTypeScriptTypes(source) + mark;
  try {
    mkdirSync(FOLDER, { recursive: true });
    const half = new URL(`${file.href}.${process.pid}`);
    writeFileSync(half, made);
    renameSync(half, file);
  } catch {
    // Not writable, or full: stripped again the next time.
  }
  return made;
}

function hash(text) {
  return createHash("sha256").update(text).digest("hex");
}
