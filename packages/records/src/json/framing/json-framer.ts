import { goOnSearching } from "./after-damage.ts";
import { passBetween } from "./between-values.ts";
import type { Frame } from "./found-frames.ts";
import { FramingState } from "./framing-state.ts";
import { CUT_BETWEEN } from "./open-frame.ts";
import type { Role } from "./roles.ts";
import { goOnInRun, goOnInValue } from "./within-value.ts";

/**
 * Finds the records in a stream of JSON text, whatever is around them, and keeps one record and one
 * chunk at most. It is pushed chunks and gives the frames that end in them; the same frames come of the
 * same bytes, however they are cut.
 *
 * Between records commas may be missing or too many, and so may blanks and line breaks. What is no
 * value there is a frame of its own, as is a record whose end can't be found: that one goes up to where
 * the next record begins, see `Landmarks`.
 */
export class JsonFramer {
  readonly #state: FramingState;

  /**
   * @param root what becomes of the values at the root
   * @param maxBytes of the longest record
   */
  constructor(root: Role, maxBytes: number) {
    this.#state = new FramingState(root, maxBytes);
  }

  /** How many objects were entered at the root so far. */
  get documents(): number {
    return this.#state.containers.documents;
  }

  /** Goes on with a chunk: the frames that end in it. */
  push(chunk: Buffer): Frame[] {
    this.#state.append(chunk);
    this.#advance(false);
    return this.#state.found.take(this.#state.window.bytes);
  }

  /** The text has ended: the frames that were open. */
  end(): Frame[] {
    this.#advance(true);
    const { containers, endsInDamage, found, line } = this.#state;
    const { base, end, bytes } = this.#state.window;
    if (containers.isInside && !endsInDamage) {
      const place = { begin: end, end, line, byte: base + end, document: containers.documents };
      found.add({ ...place, names: [], problem: CUT_BETWEEN, text: undefined });
    }
    return found.take(bytes);
  }

  #advance(isEnd: boolean): void {
    while (this.#step(isEnd));
  }

  /** False where it needs more bytes. */
  #step(isEnd: boolean): boolean {
    const state = this.#state;
    const { frame } = state;
    switch (frame?.doing) {
      case undefined:
        return passBetween(state);
      case "value":
        return goOnInValue(state, frame, isEnd);
      case "run":
        return goOnInRun(state, frame, isEnd);
      case "search":
        return goOnSearching(state, frame, isEnd);
    }
  }
}
