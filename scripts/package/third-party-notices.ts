import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BundledPackage, label } from "./bundled-packages.ts";

const LEGAL = /^(?:licen[cs]e|notice|copying)(?:[.-]|$)/i;
/** Blank lines at the top, and whatever is blank at the end: texts of one licence differ in no more. */
const BLANK_ENDS = /^(?:[ \t]*\n)+|\s+$/g;
const RULE = "-".repeat(80);

const HEAD = `The file spillway.js holds code of these packages. They belong to their makers, and are used under the
licences that follow.`;

/**
 * The licences and notices of packages that are in a bundle, which whoever hands the bundle on has to hand on too.
 * A text that several packages have is there once.
 *
 * @param packages in the order in which they are to be named
 */
export async function thirdPartyNotices(packages: readonly BundledPackage[]): Promise<string> {
  const sharers = new Map<string, string[]>();
  for (const bundled of packages) {
    const text = await legalText(bundled);
    const title = `${label(bundled)} (${bundled.license})`;
    sharers.set(text, [...(sharers.get(text) ?? []), title]);
  }
  const parts = [...sharers].map(([text, titles]) => `${RULE}\n${titles.join("\n")}\n\n${text}\n`);
  return [`${HEAD}\n`, ...parts].join("\n");
}

async function legalText({ folder, license }: BundledPackage): Promise<string> {
  const files = (await readdir(folder)).filter((name) => LEGAL.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(folder, name), "utf8")));
  if (texts.length === 0) return `It comes without a text of its licence, which is ${license}.`;
  return texts.map((text) => text.replaceAll("\r\n", "\n").replace(BLANK_ENDS, "")).join("\n\n");
}
