import fc from "fast-check";
import { expect, it } from "vitest";
import type { PendingWrite } from "../../src/admission/pending-write.ts";
import { WaitingWrites } from "../../src/waiting/waiting-writes.ts";

let made = 0;
function writeOf(key: string): PendingWrite {
  made += 1;
  const request = { op: "put", json: "{}", attributes: {}, key, bytes: 2 } as const;
  const position = { line: made, index: made };
  return { request, wireBytes: 10, position, sends: 0, failures: 0 };
}

/** What is promised, told plainly: a queue of ready writes, keys that are held, and who waits behind. */
class Model {
  readonly ready: PendingWrite[] = [];
  readonly held = new Set<string>();
  readonly behind = new Map<string, PendingWrite>();

  offer(write: PendingWrite): PendingWrite | undefined {
    const { key } = write.request;
    if (this.held.has(key)) {
      const replaced = this.behind.get(key);
      this.behind.set(key, write);
      return replaced;
    }
    const at = this.ready.findIndex((other) => other.request.key === key);
    if (at === -1) this.ready.push(write);
    return at === -1 ? undefined : this.ready.splice(at, 1, write)[0];
  }

  take(count: number): PendingWrite[] {
    const taken = this.ready.splice(0, count);
    for (const { request } of taken) this.held.add(request.key);
    return taken;
  }

  takeKey(key: string): PendingWrite | undefined {
    const at = this.ready.findIndex((write) => write.request.key === key);
    if (at === -1) return undefined;
    this.held.add(key);
    return this.ready.splice(at, 1)[0];
  }

  takeSuccessor(key: string): PendingWrite | undefined {
    const successor = this.behind.get(key);
    this.behind.delete(key);
    return successor;
  }

  release(key: string): void {
    if (!this.held.delete(key)) return;
    const next = this.takeSuccessor(key);
    if (next !== undefined) this.ready.push(next);
  }
}

const key = fc.integer({ min: 0, max: 30 }).map((n) => `key${n}`);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("offer"), key }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("take"), count: fc.nat(8) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("release"), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("takeKey"), key }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("takeSuccessor"), key }) },
);

it("hands each write out once, in order, and never two of one key at a time", () => {
  // Again and again, so that more keys come and go than are remembered in one piece.
  const run = fc.tuple(fc.array(step, { maxLength: 200 }), fc.constantFrom(1, 20));
  fc.assert(
    fc.property(run, ([steps, times]) => {
      const waiting = new WaitingWrites();
      const model = new Model();
      for (let time = 0; time < times; time += 1) {
        for (const one of steps) {
          if ("count" in one) {
            const taken: PendingWrite[] = [];
            waiting.take((write) => taken.length < one.count && taken.push(write) > 0);
            expect(taken).toEqual(model.take(one.count));
          } else if (one.kind === "offer") {
            const write = writeOf(one.key);
            expect(waiting.offer(write)).toBe(model.offer(write));
          } else if (one.kind === "release") {
            waiting.release(one.key);
            model.release(one.key);
          } else if (one.kind === "takeKey") {
            expect(waiting.takeKey(one.key)).toBe(model.takeKey(one.key));
          } else {
            expect(waiting.takeSuccessor(one.key)).toBe(model.takeSuccessor(one.key));
          }
          expect(waiting.fillsBatch).toBe(model.ready.length >= 25);
        }
      }
      for (let n = 0; n <= 30; n += 1) {
        const isOpen = model.held.has(`key${n}`) || model.takeKey(`key${n}`) !== undefined;
        expect(waiting.has(`key${n}`)).toBe(isOpen);
      }
    }),
  );
});
