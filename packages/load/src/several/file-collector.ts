import { loadError } from "../errors.ts";
import { inByteOrder } from "./byte-order.ts";
import {
  type FoundFiles,
  MAX_FILES,
  type PassedOver,
  type SourceFile,
  type WhyPassedOver,
} from "./source-file.ts";
import { EXPORT_SUMMARY, whyPassedOver } from "./taken-name.ts";

/** How many names of what is passed over a person is shown. */
const NAMES_SHOWN = 3;

/** Collects the files that a folder, a prefix or a glob stands for. */
export class FileCollector {
  readonly #address: string;
  readonly #hiddenToo: boolean;
  readonly #files: SourceFile[] = [];
  readonly #passedOver: PassedOver[] = [];

  /**
   * @param address what the person named
   * @param hiddenToo whether it asks for hidden files itself
   */
  constructor(address: string, hiddenToo = false) {
    this.#address = address;
    this.#hiddenToo = hiddenToo;
  }

  /**
   * Takes a file, or passes it over.
   *
   * @param path below what was named
   * @throws SpillwayError `SOURCE_IS_A_FOLDER` for a file that only an export has: its data files alone
   * would not be checked; `SOURCE_TOO_MANY_FILES`
   */
  add(file: SourceFile & { readonly bytes: number }, path: string): void {
    if (path.split("/").at(-1) === EXPORT_SUMMARY) throw exportBelow(this.#address, file.name);
    const why = whyPassedOver(path, file.bytes, this.#hiddenToo);
    if (why !== undefined) {
      this.passOver(file.name, why);
      return;
    }
    if (this.#files.length === MAX_FILES) throw tooMany(this.#address);
    this.#files.push(file);
  }

  /** Passes something over that is no file, or a folder that is hidden. */
  passOver(name: string, why: WhyPassedOver): void {
    passOver(this.#passedOver, { why, count: 1, names: [name] });
  }

  /** All of them, in byte order of their names. */
  found(): FoundFiles {
    return { files: inByteOrder(this.#files), passedOver: this.#passedOver };
  }
}

/** Counts more of what is passed over, in its list. */
export function passOver(all: PassedOver[], more: PassedOver): void {
  const { why } = more;
  const at = all.findIndex((one) => one.why === why);
  const { count = 0, names = [] } = all[at] ?? {};
  const together = [...names, ...more.names].slice(0, NAMES_SHOWN);
  all.splice(at === -1 ? all.length : at, 1, { why, count: count + more.count, names: together });
}

function exportBelow(address: string, summary: string): Error {
  const folder = summary.slice(0, -EXPORT_SUMMARY.length);
  return loadError(
    "SOURCE_IS_A_FOLDER",
    `expected files of records in ${address}; came the folder of a DynamoDB export, ${folder || "."}`,
    { hint: `Name the export's own folder, which is loaded by its manifest: ${folder || "."}` },
  );
}

/** @param address what was named when there were too many */
export function tooMany(address: string): Error {
  return loadError(
    "SOURCE_TOO_MANY_FILES",
    `expected at most ${MAX_FILES.toLocaleString("en-US")} files for one load; came more in ${address}`,
    { hint: "Load it in several, by longer prefixes, or as a job: spillway jobs submit." },
  );
}
