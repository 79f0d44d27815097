import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { createClients } from "@spillway/aws-clients";
import { tableShapeFrom } from "@spillway/capacity";
import { Interrupt, measureSource } from "@spillway/load";
import { systemClock } from "@spillway/pacing";
import { CLIENT_SETTINGS } from "../writing/contender.ts";
import { NULL_TABLE_WITH_INDEX } from "../writing/null-table.ts";

// As the commands do that read long files.
setFlagsFromString("--heap-growing-percent=30");

/** One file, loaded or measured, alone in its process: `measuring-process.ts load|measure FILE ENDPOINT`. */
const [what = "", file = "", endpoint = ""] = process.argv.slice(2);

/** The command `spillway load`, which nothing holds back. */
async function loaded(): Promise<number> {
  const { createProgram } = await import("@spillway/cli/program");
  const { processTerminal } = await import("@spillway/cli/terminal");
  const folder = mkdtempSync(join(tmpdir(), "spillway-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  process.chdir(folder);
  let printed = "";
  const terminal = { ...processTerminal(process), print: (text: string) => (printed += text) };
  const program = createProgram({ terminal, env: process.env, endWith: () => {} });
  const options = ["--table", "Bench", "--endpoint", endpoint, "--max-wcu", "off", "--json"];
  await program.parseAsync(["load", file, ...options], { from: "user" });
  return JSON.parse(printed).written;
}

async function measured(): Promise<number> {
  const clients = createClients({ ...CLIENT_SETTINGS, endpoint });
  const table = tableShapeFrom(NULL_TABLE_WITH_INDEX);
  const { items } = await measureSource(
    { source: file, table, empty: "omit", deletes: false },
    {
      ...{ clients, clock: systemClock, interrupt: new Interrupt() },
      ...{ standardInput: Readable.from([]), onStart: () => {}, onProgress: () => {} },
    },
  );
  return items;
}

const cpuBefore = process.cpuUsage();
const startedAt = performance.now();
const records = what === "load" ? await loaded() : await measured();
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = process.cpuUsage(cpuBefore);
const peakMemoryMb = process.resourceUsage().maxRSS / 1_024;
const cpuSeconds = (user + system) / 1e6;
console.log(JSON.stringify({ records, seconds, cpuSeconds, peakMemoryMb }));
process.exit(0);
