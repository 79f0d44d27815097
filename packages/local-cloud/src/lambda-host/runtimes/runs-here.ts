import { closeSync, openSync, readSync } from "node:fs";

/** ELF's numbers of machines, by Node's names of them. */
const MACHINES: Readonly<Record<string, number>> = { x64: 0x3e, arm64: 0xb7 };
const ELF = "\x7fELF";
const MACHINE_AT = 18;

/**
 * Why a program can't run on this machine; undefined when it may: a script, or built for its processor.
 *
 * @param architecture this machine's, as `process.arch` names it
 */
export function whyNotHere(file: string, architecture: string): string | undefined {
  const head = Buffer.alloc(MACHINE_AT + 2);
  try {
    const descriptor = openSync(file, "r");
    readSync(descriptor, head);
    closeSync(descriptor);
  } catch {
    return "there is no file bootstrap in the code or its layers";
  }
  if (head.toString("latin1", 0, 2) === "#!") return undefined;
  if (head.toString("latin1", 0, ELF.length) !== ELF)
    return "its bootstrap is no program for Linux";
  if (head.readUInt16LE(MACHINE_AT) === MACHINES[architecture]) return undefined;
  return `its bootstrap is built for another processor than this machine's ${architecture}`;
}
