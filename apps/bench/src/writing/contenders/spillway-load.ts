import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { benchItem, benchItems } from "../bench-items.ts";
import type { Contender, Target } from "../contender.ts";

/**
 * The command `spillway load` of a CSV, in this process: it reads and parses the file, infers types,
 * makes items of its lines, writes and accounts for them, and keeps a checkpoint.
 */
export async function spillwayLoad({ endpoint, table }: Target): Promise<Contender> {
  const { createProgram } = await import("@spillway/cli/program");
  const { processTerminal } = await import("@spillway/cli/terminal");
  const folder = mkdtempSync(join(tmpdir(), "spillway-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.chdir(folder);
  return {
    async prepare(from, count) {
      await pipeline(Readable.from(csvOf(from, count)), createWriteStream("bench.csv"));
    },
    async write(_from, count) {
      let printed = "";
      const terminal = { ...processTerminal(process), print: (text: string) => (printed += text) };
      const program = createProgram({ terminal, env: process.env, endWith: () => {} });
      const args = ["load", "bench.csv", "--table", table, "--endpoint", endpoint, "--json"];
      await program.parseAsync(args, { from: "user" });
      const { written } = JSON.parse(printed);
      if (written !== count) throw new Error(printed);
    },
  };
}

/** A header and a line for each item, many lines at once. */
function* csvOf(from: number, count: number): Generator<string> {
  let lines = [Object.keys(benchItem(from)).join()];
  for (const item of benchItems(from, count)) {
    lines.push(Object.values(item).join());
    if (lines.length < 1_000) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  yield lines.map((line) => `${line}\n`).join("");
}
