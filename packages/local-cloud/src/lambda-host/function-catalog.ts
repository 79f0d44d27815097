import { versionOf } from "./alias.ts";
import type { DeployedFunction } from "./deployed-function.ts";
import { type FunctionReference, LATEST } from "./function-reference.ts";
import { KnownFunction, type KnownFunctionOptions } from "./known-function.ts";

export interface FunctionCatalogOptions extends KnownFunctionOptions {
  /** 0 up to 1: which version an alias with weights runs. */
  readonly random: () => number;
}

/** The deployed functions: asked of moto at their first use, and again after each change. */
export class FunctionCatalog {
  readonly #options: FunctionCatalogOptions;
  readonly #known = new Map<string, KnownFunction>();

  constructor(options: FunctionCatalogOptions) {
    this.#options = options;
  }

  /** The version that is meant; undefined when there is no such function, version or alias. */
  async find({
    name,
    qualifier = LATEST,
  }: FunctionReference): Promise<DeployedFunction | undefined> {
    // moto answers such a name with a 500.
    if (name.includes(":")) return undefined;
    const known = this.#known.get(name) ?? new KnownFunction(this.#options, name);
    this.#known.set(name, known);
    const found = await this.#version(known, qualifier);
    // Names that nobody deployed are not kept.
    if (found === undefined && this.#known.get(name) === known) this.#known.delete(name);
    return found;
  }

  /** To be called when a function may have changed. */
  changed(name: string): void {
    this.#known.delete(name);
  }

  async #version(known: KnownFunction, qualifier: string): Promise<DeployedFunction | undefined> {
    // A version is a number, which no alias may be called.
    if (qualifier === LATEST || /^\d+$/.test(qualifier)) return known.version(qualifier);
    const alias = await known.alias(qualifier);
    return alias && known.version(versionOf(alias, this.#options.random()));
  }
}
