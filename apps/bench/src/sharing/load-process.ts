import { createProgram } from "@spillway/cli/program";
import { processTerminal } from "@spillway/cli/terminal";

// The command `spillway load --share-pace`, in a process of its own: `load-process.ts ENDPOINT FILE TABLE PACE_TABLE`.
const [endpoint = "", file = "", table = "", paceTable = ""] = process.argv.slice(2);
const terminal = { ...processTerminal(process), print: () => {} };
const program = createProgram({ terminal, env: process.env, endWith: () => {} });
const args = [
  ...["load", file, "--table", table, "--endpoint", endpoint],
  ...["--share-pace", "--pace-table", paceTable],
];
await program.parseAsync(args, { from: "user" });
