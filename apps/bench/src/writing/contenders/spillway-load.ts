import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { benchItem, benchItems } from "../bench-items.ts";
import type { Contender, Target } from "../contender.ts";

/** What the command loads: a CSV with a header, or a JSON object a line. */
export type LoadedFormat = "csv" | "jsonl";

/**
 * The command `spillway load`, in this process: it reads and parses the file, infers types of a CSV,
 * makes items of its records, writes and accounts for them, and keeps a checkpoint.
 */
export async function spillwayLoad(
  { endpoint, table }: Target,
  format: LoadedFormat,
): Promise<Contender> {
  const { createProgram } = await import("@spillway/cli/program");
  const { processTerminal } = await import("@spillway/cli/terminal");
  const folder = mkdtempSync(join(tmpdir(), "spillway-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.chdir(folder);
  const file = `bench.${format}`;
  return {
    async prepare(from, count) {
      const lines = format === "csv" ? csvLines(from, count) : jsonLines(from, count);
      await pipeline(Readable.from(joined(lines)), createWriteStream(file));
    },
    async write(_from, count) {
      let printed = "";
      const terminal = { ...processTerminal(process), print: (text: string) => (printed += text) };
      const program = createProgram({ terminal, env: process.env, endWith: () => {} });
      const args = ["load", file, "--table", table, "--endpoint", endpoint, "--json"];
      await program.parseAsync(args, { from: "user" });
      const { written } = JSON.parse(printed);
      if (written !== count) throw new Error(printed);
    },
  };
}

/** A header and a line for each item. */
function* csvLines(from: number, count: number): Generator<string> {
  yield Object.keys(benchItem(from)).join();
  for (const item of benchItems(from, count)) yield Object.values(item).join();
}

function* jsonLines(from: number, count: number): Generator<string> {
  for (const item of benchItems(from, count)) yield JSON.stringify(item);
}

/** Many lines at once. */
function* joined(lines: Iterable<string>): Generator<string> {
  let block: string[] = [];
  for (const line of lines) {
    block.push(`${line}\n`);
    if (block.length < 1_000) continue;
    yield block.join("");
    block = [];
  }
  yield block.join("");
}
