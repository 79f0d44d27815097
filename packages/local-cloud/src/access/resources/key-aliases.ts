import { type KMSClient, paginateListAliases } from "@aws-sdk/client-kms";

/** Knows which keys the aliases of KMS stand for: asked once, and again after an alias changed. */
export class KeyAliases {
  readonly #client: KMSClient;
  #known: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(client: KMSClient) {
    this.#client = client;
  }

  /** To be called when an alias was made, changed or deleted. */
  changed(): void {
    this.#known = undefined;
  }

  /** The ids of keys by their aliases, such as `alias/orders`; an alias of no key is left out. */
  all(): Promise<ReadonlyMap<string, string>> {
    if (this.#known !== undefined) return this.#known;
    const asked = this.#ask();
    this.#known = asked;
    asked.catch(() => {
      if (this.#known === asked) this.#known = undefined;
    });
    return asked;
  }

  async #ask(): Promise<ReadonlyMap<string, string>> {
    const keys = new Map<string, string>();
    for await (const { Aliases: page = [] } of paginateListAliases({ client: this.#client }, {})) {
      for (const { AliasName: alias, TargetKeyId: key } of page) {
        if (alias !== undefined && key !== undefined) keys.set(alias, key);
      }
    }
    return keys;
  }
}
