import type { RejectStore } from "../src/rejects/reject-store.ts";

/** A store of reject lines that keeps them in an array. */
export class RejectsInMemory implements RejectStore {
  readonly name = "rejects";
  readonly address = "memory://rejects";
  lines: string[] = [];
  /** Every address that a run was told of as its earlier one. */
  readonly opened: (string | undefined)[] = [];

  add(line: string): undefined {
    this.lines.push(line);
  }

  async flush(): Promise<void> {}

  async keepBefore(index: number): Promise<void> {
    this.lines = this.lines.filter((line) => JSON.parse(line).position.index < index);
  }

  async holdsSomething(): Promise<boolean> {
    return this.lines.length > 0;
  }

  async close(): Promise<void> {}
}
