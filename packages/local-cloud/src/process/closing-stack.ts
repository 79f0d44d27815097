/** Closes what was started, last first; one that fails to close does not keep the others open. */
export class ClosingStack {
  readonly #closers: { readonly name: string; readonly close: () => Promise<void> | void }[] = [];
  readonly #onError: (message: string, error: unknown) => void;
  #closed: Promise<void> | undefined;

  constructor(onError: (message: string, error: unknown) => void) {
    this.#onError = onError;
  }

  get isClosing(): boolean {
    return this.#closed !== undefined;
  }

  add(name: string, close: () => Promise<void> | void): void {
    this.#closers.push({ name, close });
  }

  /** Closes everything once; further calls wait for the first. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    for (let last = this.#closers.pop(); last; last = this.#closers.pop()) {
      try {
        await last.close();
      } catch (error) {
        this.#onError(`${last.name} did not close`, error);
      }
    }
  }
}
