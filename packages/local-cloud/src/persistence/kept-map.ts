import type * as z from "zod";
import type { LineFile } from "./line-file.ts";

/**
 * A map that is there again after a restart when the local cloud runs with `--persist`, a crash
 * included; without, it is in memory only. Values are plain JSON and are replaced, never changed in
 * place: what is not `set` is not kept.
 *
 * Where it is kept, `set` and `delete` return when the operating system has the change, so what was
 * set before a request is answered outlives the end of the process.
 *
 * @example
 * const tags = kept.map("autoscaling-tags", z.record(z.string(), z.string()));
 * tags.set(arn, { ...tags.get(arn), owner: "orders" });
 */
export class KeptMap<Value> {
  readonly #values: Map<string, Value>;
  readonly #file: LineFile | undefined;

  private constructor(values: Map<string, Value>, file: LineFile | undefined) {
    this.#values = values;
    this.#file = file;
  }

  /** One that ends with the process: for tests, and for whoever is given no other. */
  static inMemory<Value>(): KeptMap<Value> {
    return new KeptMap<Value>(new Map(), undefined);
  }

  /**
   * One that is kept in a file, with what is in it.
   *
   * @throws SpillwayError PERSISTED_STATE_UNREADABLE
   */
  static inFile<Value>(file: LineFile, schema: z.ZodType<Value>): KeptMap<Value> {
    const values = new Map<string, Value>();
    file.read((key, value) => {
      if (value === undefined) values.delete(key);
      else values.set(key, schema.parse(value));
    });
    file.rewrite(values);
    return new KeptMap(values, file);
  }

  get size(): number {
    return this.#values.size;
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  /** @throws SpillwayError PERSIST_NOT_WRITTEN, a full disk perhaps; the map is then as it was */
  set(key: string, value: Value): void {
    this.#file?.append(key, value);
    this.#values.set(key, value);
    this.#file?.rewriteIfLong(this.#values);
  }

  /**
   * @returns whether it was there
   * @throws SpillwayError PERSIST_NOT_WRITTEN, a full disk perhaps; the map is then as it was
   */
  delete(key: string): boolean {
    if (!this.#values.has(key)) return false;
    this.#file?.append(key, undefined);
    this.#values.delete(key);
    this.#file?.rewriteIfLong(this.#values);
    return true;
  }

  keys(): IterableIterator<string> {
    return this.#values.keys();
  }

  entries(): IterableIterator<[string, Value]> {
    return this.#values.entries();
  }

  close(): void {
    this.#file?.close();
  }
}
