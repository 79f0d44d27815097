import { exitCodeOf } from "./command-line/exit-codes.ts";
import { outputLost } from "./command-line/output-lost.ts";
import { showError } from "./command-line/show-error.ts";
import { processTerminal } from "./command-line/terminal.ts";
import { createProgram } from "./program.ts";

const terminal = processTerminal(process);

// Who reads the output may have read enough, as `head` does: all that is left to do is to end. What was
// written to tables is told by then, for results come last.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit();
  const lost = outputLost(error);
  showError(lost, terminal, false);
  process.exit(exitCodeOf(lost));
});
// Notes that nobody reads hold nothing up.
process.stderr.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const program = createProgram({
  terminal,
  env: process.env,
  endWith: (code) => {
    process.exitCode = code;
  },
});

try {
  await program.parseAsync(process.argv);
} catch (error) {
  // From the arguments themselves: when they are wrong, commander has not read them all.
  showError(error, terminal, process.argv.includes("--json"));
  process.exitCode = exitCodeOf(error);
}
