import type { RemarkTally } from "../remarks/remarks.ts";
import type { ColumnKinds } from "./csv-kinds.ts";

/**
 * The value of `load --types` by which each column of a whole CSV comes back as what it was: a column of
 * numbers or of booleans alone has that type, every other one is text.
 *
 * @param tally is told of what comes back as text all the same, and of names that `load` refuses
 * @example
 * csvTypes(kinds, tally); // → "age:number,active:boolean,*:string"
 */
export function csvTypes(kinds: ColumnKinds, tally: RemarkTally): string {
  const types: string[] = [];
  for (const [name, { text, number, boolean }] of kinds.entries()) {
    if (isRefused(name)) tally.add("name", name);
    const others = number + boolean;
    if (others === 0) continue;
    const isOfOneKind = text === 0 && (number === 0 || boolean === 0);
    if (!isOfOneKind) tally.add("mixed", name, others);
    else if (isNameable(name)) types.push(`${name}:${number > 0 ? "number" : "boolean"}`);
    else tally.add("untyped", name, others);
  }
  return [...types, "*:string"].join();
}

/** Whether `--types` can say a column's name: it takes names apart at commas, and trims them. */
function isNameable(name: string): boolean {
  return name !== "*" && !name.includes(",") && name.trim() === name;
}

/** A header without a name in a column, or that seems to end its lines with a carriage return alone. */
function isRefused(name: string): boolean {
  return name.trim() === "" || /\r(?!\n)/.test(name);
}
