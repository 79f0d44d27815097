import type { Command } from "commander";
import type { Terminal } from "./terminal.ts";

/** Options that every command takes. */
export interface GlobalOptions {
  readonly endpoint?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** What the process gives to a command. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly env: NodeJS.ProcessEnv;
  /** Says with which code the process is to end when the command has succeeded in running. */
  readonly endWith: (code: number) => void;
}

/** The global options, wherever on the command line they stood. */
export function globalOptions(command: Command): GlobalOptions {
  return command.optsWithGlobals<GlobalOptions>();
}
