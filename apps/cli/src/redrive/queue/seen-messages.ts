/** So many moved messages are remembered, in case SQS gives one again although it was deleted. */
const MOVED_REMEMBERED = 50_000;

/**
 * Which messages a run has had already. Those that stay in the queue are remembered all: SQS lets at most
 * 120,000 be hidden at once. Of those that were moved the last 50,000 are.
 */
export class SeenMessages {
  readonly #staying = new Set<string>();
  readonly #moved = new Set<string>();

  has(id: string): boolean {
    return this.#staying.has(id) || this.#moved.has(id);
  }

  addStaying(id: string): void {
    this.#staying.add(id);
  }

  addMoved(id: string): void {
    this.#moved.add(id);
    if (this.#moved.size <= MOVED_REMEMBERED) return;
    for (const oldest of this.#moved) {
      this.#moved.delete(oldest);
      break;
    }
  }
}
