import { exitCodeOf } from "./command-line/exit-codes.ts";
import { showError } from "./command-line/show-error.ts";
import { processTerminal } from "./command-line/terminal.ts";
import { createProgram } from "./program.ts";

const terminal = processTerminal(process);
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
