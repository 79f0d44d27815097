import type { Position } from "@spillway/records";
import type { SettledKind, WriteOptions, WriteOutcome, WriteProgress } from "../write-options.ts";

type Callbacks = Pick<WriteOptions, "onOutcome" | "onProgress" | "onReplaced" | "onSettled">;

/**
 * Tells the caller what happens, and learns whether the caller keeps up: while a promise of its is
 * open, nothing more is read. An error of the caller's ends the run.
 */
export class Listener {
  readonly #callbacks: Callbacks;
  readonly #onChange: () => void;
  #open = 0;
  #failure: { readonly cause: unknown } | undefined;

  /** @param onChange called when a promise has settled */
  constructor(callbacks: Callbacks, onChange: () => void) {
    this.#callbacks = callbacks;
    this.#onChange = onChange;
  }

  outcome(outcome: WriteOutcome): void {
    this.#guarded(() => {
      const promise = this.#callbacks.onOutcome?.(outcome);
      if (promise === undefined) return;
      this.#open += 1;
      promise
        .catch((cause: unknown) => this.#fail(cause))
        .finally(() => {
          this.#open -= 1;
          this.#onChange();
        });
    });
  }

  settled(position: Position, kind: SettledKind): void {
    if (this.#callbacks.onSettled === undefined) return;
    this.#guarded(() => this.#callbacks.onSettled?.(position, kind));
  }

  replaced(earlier: Position, later: Position): void {
    if (this.#callbacks.onReplaced === undefined) return;
    this.#guarded(() => this.#callbacks.onReplaced?.(earlier, later));
  }

  /** @param progress asked for only if somebody wants to know */
  progress(progress: () => WriteProgress): void {
    if (this.#callbacks.onProgress === undefined) return;
    this.#guarded(() => this.#callbacks.onProgress?.(progress()));
  }

  /** Whether the caller has not yet dealt with an outcome. */
  get isBusy(): boolean {
    return this.#open > 0;
  }

  /** The first error that the caller threw, if it did; it hears nothing more then. */
  get failure(): { readonly cause: unknown } | undefined {
    return this.#failure;
  }

  #guarded(call: () => void): void {
    if (this.#failure !== undefined) return;
    try {
      call();
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #fail(cause: unknown): void {
    this.#failure ??= { cause };
  }
}
