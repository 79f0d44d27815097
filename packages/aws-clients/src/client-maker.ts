import type { Target } from "@spillway/aws";

interface Client {
  destroy(): void;
}

/** Makes the clients of one target, each when it is first asked for. */
export class ClientMaker {
  readonly target: Target;
  readonly #made: Client[] = [];

  constructor(target: Target) {
    this.target = target;
  }

  /**
   * What a client is made with.
   *
   * @param maxAttempts how often a request is sent at most
   * @param requestTimeout milliseconds after which one has failed
   */
  settings(maxAttempts: number, requestTimeout: number) {
    const { region, endpoint, credentials } = this.target;
    return {
      region,
      maxAttempts,
      // Without the last a request that takes longer is only complained of.
      requestHandler: { connectionTimeout: 5_000, requestTimeout, throwOnRequestTimeout: true },
      ...(endpoint === undefined ? {} : { endpoint }),
      ...(credentials === undefined ? {} : { credentials }),
    };
  }

  /** Gives the same client each time, and destroys it with the others. */
  once<Made extends Client>(make: () => Promise<Made>): () => Promise<Made> {
    let client: Promise<Made> | undefined;
    return () => {
      client ??= make().then((value) => {
        this.#made.push(value);
        return value;
      });
      return client;
    };
  }

  /** Closes the connections of those that were made. */
  destroy(): void {
    for (const client of this.#made) client.destroy();
  }
}
