import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { DeployedFunction } from "../deployed-function.ts";

/** What runs functions on this machine. */
export interface RuntimePrograms {
  /** The Python that runs moto. */
  readonly python: () => string;
  /** A folder with the packages that Lambda's Node.js brings, for NODE_PATH. */
  readonly nodePackages: () => string;
}

/** A program and its arguments. */
export interface RuntimeCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/** In a command line, what tells an environment's process from others. */
export const RUNTIME_MARK = "bootstrap";

const NODE = fileURLToPath(new URL("./bootstrap.mjs", import.meta.url));
const PYTHON = fileURLToPath(new URL("./bootstrap.py", import.meta.url));

/** What an execution environment of a function starts. */
export function runtimeCommand(
  { runtime, memoryMb, codeDirectory, optDirectory }: DeployedFunction,
  programs: RuntimePrograms,
): RuntimeCommand {
  switch (runtime) {
    case "node":
      return { command: process.execPath, args: [`--max-old-space-size=${memoryMb}`, NODE] };
    case "python":
      return { command: programs.python(), args: [PYTHON] };
    case "own":
      return { command: ownBootstrap(codeDirectory, optDirectory), args: [] };
  }
}

/** The code's own program, else a layer's, as in Lambda. */
export function ownBootstrap(codeDirectory: string, optDirectory: string | undefined): string {
  const inCode = path.join(codeDirectory, RUNTIME_MARK);
  if (existsSync(inCode) || optDirectory === undefined) return inCode;
  return path.join(optDirectory, RUNTIME_MARK);
}
