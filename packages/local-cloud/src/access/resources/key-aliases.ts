import { type KMSClient, paginateListAliases } from "@aws-sdk/client-kms";

type KeysByAlias = ReadonlyMap<string, string>;

/** Knows which keys the aliases of KMS stand for: asked once of each region, and again after an alias changed. */
export class KeyAliases {
  readonly #clientIn: (region: string) => KMSClient;
  readonly #known = new Map<string, Promise<KeysByAlias>>();

  constructor(clientIn: (region: string) => KMSClient) {
    this.#clientIn = clientIn;
  }

  /** To be called when an alias was made, changed or deleted. */
  changed(): void {
    this.#known.clear();
  }

  /** The ids of a region's keys by their aliases, such as `alias/orders`; an alias of no key is left out. */
  in(region: string): Promise<KeysByAlias> {
    const known = this.#known.get(region);
    if (known !== undefined) return known;
    const asked = keysByAlias(this.#clientIn(region));
    this.#known.set(region, asked);
    // A failure is not worth keeping; it reaches whoever asked.
    asked.catch(() => this.#known.get(region) === asked && this.#known.delete(region));
    return asked;
  }
}

async function keysByAlias(client: KMSClient): Promise<KeysByAlias> {
  const keys = new Map<string, string>();
  for await (const { Aliases: page = [] } of paginateListAliases({ client }, {})) {
    for (const { AliasName: alias, TargetKeyId: key } of page) {
      if (alias !== undefined && key !== undefined) keys.set(alias, key);
    }
  }
  return keys;
}
