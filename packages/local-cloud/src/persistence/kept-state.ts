import { mkdirSync } from "node:fs";
import path from "node:path";
import type * as z from "zod";
import { localCloudError } from "../errors.ts";
import { KeptMap } from "./kept-map.ts";
import { LineFile, notWritten } from "./line-file.ts";

/** In the state directory, for what ends with the process. */
export const KEPT_FOLDER = "kept";
const NAME = /^[a-z0-9-]+$/;

/**
 * What the gateway itself has to remember, beside what moto does: each part asks for its maps and
 * folders by name, and need not know whether they outlive the process. With `--persist DIR` they do;
 * else maps are in memory and folders in the state directory, which the next start empties.
 *
 * What belongs to a region is asked for of `inRegion`: the same name means another map there.
 *
 * @example
 * const { kept } = shared;
 * const disabled = kept.inRegion("eu-west-1").map("disabled-mappings", z.literal(true));
 * const code = kept.inRegion("eu-west-1").folder("functions");
 */
export class KeptState {
  readonly #folder: string;
  readonly #isLasting: boolean;
  readonly #opened: Map<string, KeptMap<never>>;

  private constructor(folder: string, isLasting: boolean, opened: Map<string, KeptMap<never>>) {
    this.#folder = folder;
    this.#isLasting = isLasting;
    this.#opened = opened;
  }

  /** One that ends with the process; its folders are in the state directory. */
  static inMemory(stateDir: string): KeptState {
    return new KeptState(path.join(stateDir, KEPT_FOLDER), false, new Map());
  }

  /** One that is kept in a folder, which is made if need be. */
  static inFolder(folder: string): KeptState {
    return new KeptState(folder, true, new Map());
  }

  /** What a region has for itself. */
  inRegion(region: string): KeptState {
    return new KeptState(path.join(this.#folder, region), this.#isLasting, this.#opened);
  }

  /**
   * A map of JSON values by text.
   *
   * @param name small letters, digits and dashes; each name has one owner
   * @param schema what a value must be when it is read back
   * @throws SpillwayError PERSISTED_STATE_UNREADABLE
   */
  map<Value>(name: string, schema: z.ZodType<Value>): KeptMap<Value> {
    const file = path.join(this.#folder, `${checked(name)}.jsonl`);
    if (this.#opened.has(file)) {
      throw localCloudError("KEPT_TWICE", `expected one owner of the kept map "${name}"; came two`);
    }
    const map = this.#isLasting
      ? KeptMap.inFile(new LineFile(file), schema)
      : KeptMap.inMemory<Value>();
    this.#opened.set(file, map as KeptMap<never>);
    return map;
  }

  /**
   * A folder for files that a map points to. Let the map hold paths within it: the whole may be moved.
   *
   * @param name small letters, digits and dashes; each name has one owner
   * @throws SpillwayError PERSIST_NOT_WRITTEN
   */
  folder(name: string): string {
    const folder = path.join(this.#folder, checked(name));
    try {
      mkdirSync(folder, { recursive: true });
    } catch (cause) {
      throw notWritten(folder, cause);
    }
    return folder;
  }

  /** Closes the files of all its maps, of every region. */
  close(): void {
    for (const map of this.#opened.values()) map.close();
    this.#opened.clear();
  }
}

function checked(name: string): string {
  if (NAME.test(name)) return name;
  throw localCloudError(
    "KEPT_NAME_INVALID",
    `expected a name of small letters, digits and dashes; came "${name}"`,
  );
}
