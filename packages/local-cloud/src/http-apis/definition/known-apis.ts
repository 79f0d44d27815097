import type { HttpApi } from "./http-api.ts";

/** The HTTP APIs of a region, each read once and again after it was changed. */
export class KnownApis {
  readonly #read: (id: string) => Promise<HttpApi | undefined>;
  readonly #known = new Map<string, Promise<HttpApi | undefined>>();

  constructor(read: (id: string) => Promise<HttpApi | undefined>) {
    this.#read = read;
  }

  /** Undefined when there is no such API. */
  async get(id: string): Promise<HttpApi | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    const reading = this.#read(id);
    this.#known.set(id, reading);
    // Anybody may ask for any name: of those that are nothing, nothing is kept.
    const forget = () => {
      if (this.#known.get(id) === reading) this.#known.delete(id);
    };
    reading.then((api) => api ?? forget(), forget);
    return reading;
  }

  /** To be called when an API may have been changed or deleted. */
  changed(id: string): void {
    this.#known.delete(id);
  }
}
