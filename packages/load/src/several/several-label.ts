import { resolve } from "node:path";
import { isGlob } from "./glob.ts";

/**
 * What the files of a load that has several sources are named after. It is the same for the same
 * arguments, and, of a list that a shell made of a glob, also when one of them is gone.
 *
 * @param names as the person wrote them
 * @example
 * severalLabel(["data/part-*.gz"]); // "part-all.gz"
 * severalLabel(["s3://exports/2026/"]); // "2026"
 * severalLabel(["data/a.csv", "data/b.csv"]); // "data"
 */
export function severalLabel(names: readonly string[]): string {
  const [only = "", ...more] = names;
  if (more.length === 0) {
    const last = segmentsOf(only).at(-1) ?? "";
    return isGlob(last) ? last.replaceAll(/[^\w.-]+/g, "all") : last || "several";
  }
  const [first = [], ...others] = names.map((name) => segmentsOf(name).slice(0, -1));
  const differs = first.findIndex((segment, at) => others.some((other) => other[at] !== segment));
  const common = differs === -1 ? first : first.slice(0, differs);
  const folder = common.at(-1);
  return folder === undefined || folder === "s3:" ? "several" : folder;
}

function segmentsOf(name: string): string[] {
  const isObject = name.startsWith("s3://");
  const path = isObject ? name.slice("s3://".length) : resolve(name);
  const segments = path.split("/").filter((segment) => segment !== "");
  return isObject ? ["s3:", ...segments] : segments;
}
