import { setFlagsFromString } from "node:v8";

/**
 * Lets V8 collect old memory when it has grown by a third. By default it lets it grow fourfold: a command that reads
 * millions of records then shows tens of megabytes of garbage that nothing forced it to collect.
 */
export function collectOldMemoryEarly(): void {
  setFlagsFromString("--heap-growing-percent=30");
}
