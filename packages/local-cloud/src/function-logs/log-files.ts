import { readdirSync } from "node:fs";
import path from "node:path";

/** The log of a function that wrote anything. */
export interface FunctionLog {
  readonly region: string;
  readonly functionName: string;
  /** The file that is written to. */
  readonly file: string;
  /** Files that were full before it, oldest first. */
  readonly older: readonly string[];
}

const LOG = /^(.+)\.log(?:\.(\d+))?$/;

/** Where the log of a function is, or will be. */
export function functionLogFile(stateDir: string, region: string, functionName: string): string {
  return path.join(stateDir, "logs", region, `${functionName}.log`);
}

/** The logs of a state directory, by region and name. They outlive the local cloud, until the next start. */
export function functionLogs(stateDir: string): readonly FunctionLog[] {
  return namesIn(path.join(stateDir, "logs")).flatMap((region) => {
    const directory = path.join(stateDir, "logs", region);
    const numbers = new Map<string, number[]>();
    for (const file of namesIn(directory)) {
      const [, functionName, number] = LOG.exec(file) ?? [];
      if (functionName === undefined) continue;
      const known = numbers.get(functionName) ?? [];
      numbers.set(functionName, known);
      if (number !== undefined) known.push(Number(number));
    }
    return [...numbers].map(([functionName, older]) => {
      const file = functionLogFile(stateDir, region, functionName);
      // The higher the number, the longer ago.
      const oldestFirst = older.sort((one, other) => other - one);
      return {
        region,
        functionName,
        file,
        older: oldestFirst.map((number) => `${file}.${number}`),
      };
    });
  });
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory).sort();
  } catch {
    // Not there yet, or a file.
    return [];
  }
}
