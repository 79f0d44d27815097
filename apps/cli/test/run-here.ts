import { exitCodeOf } from "../src/command-line/exit-codes.ts";
import { showError } from "../src/command-line/show-error.ts";
import { processTerminal } from "../src/command-line/terminal.ts";
import { createProgram } from "../src/program.ts";

/** What a command said. */
export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs `spillway` to its end in this process: a process of its own takes half a second of processor time. Nothing in
 * it may wait for a signal or read standard input, and one runs at a time.
 */
export async function runHere(args: readonly string[]): Promise<Said> {
  let code = 0;
  let stdout = "";
  let stderr = "";
  const terminal = {
    ...processTerminal(process),
    print: (text: string) => {
      stdout += `${text}\n`;
    },
    note: (text: string) => {
      stderr += `${text}\n`;
    },
  };
  const endWith = (ended: number) => {
    code = ended;
  };
  try {
    await createProgram({ terminal, env: {}, endWith }).parseAsync(["node", "spillway", ...args]);
  } catch (error) {
    showError(error, terminal, args.includes("--json"));
    code = exitCodeOf(error);
  }
  return { code, stdout, stderr };
}
