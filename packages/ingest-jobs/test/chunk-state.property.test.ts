import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelWorld, type Records } from "./model-world.ts";

const record = fc.boolean();
const chunks = fc.array(fc.array(record, { maxLength: 6 }), { minLength: 1, maxLength: 3 });
const skews = fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 2, maxLength: 4 });
const step = fc.record({
  what: fc.constantFrom(
    "receive",
    "receive",
    "write",
    "write",
    "checkpoint",
    "handOn",
    "end",
    "die",
    "wait",
    "twice",
  ),
  worker: fc.nat(3),
  number: fc.nat(5),
});

function play(
  world: ModelWorld,
  { what, worker: at, number }: { what: string; worker: number; number: number },
) {
  const worker = world.workers[at % world.workers.length];
  if (worker === undefined) return;
  if (what === "receive") world.receive(worker, number);
  if (what === "write") world.write(worker, number);
  if (what === "checkpoint") world.checkpoint(worker);
  if (what === "handOn") world.handOn(worker, number);
  if (what === "end") world.end(worker, number);
  if (what === "die") world.die(worker);
  // Longer than a lease at times, so that a worker that lives is taken for dead.
  if (what === "wait") world.nowMs += number * 6_000;
  const [first] = world.queue;
  if (what === "twice" && first !== undefined) world.queue.push(first);
}

/** From here on nobody dies: what is in the queue is worked on until the job has ended. */
function finish(world: ModelWorld, records: readonly Records[], abandoned: boolean) {
  if (abandoned) for (const worker of world.workers) world.die(worker);
  for (let round = 0; round < 40 && world.queue.length + busy(world) > 0; round += 1) {
    world.nowMs += 30_000;
    for (const worker of world.workers) {
      world.receive(worker, round);
      world.write(worker, records.flat().length);
      world.stop(worker);
      world.end(worker, 9);
    }
  }
}

const busy = ({ workers }: ModelWorld) => workers.filter(({ work }) => work !== undefined).length;

function expectExactCounts(world: ModelWorld, records: readonly Records[]) {
  for (const chunk of world.chunks) {
    const ended = (records[chunk.chunk] ?? []).slice(0, chunk.records);
    expect(chunk.counts.written).toBe(ended.filter((isWritten) => isWritten).length);
    expect(chunk.counts.rejected).toBe(ended.filter((isWritten) => !isWritten).length);
    const rejected = ended.flatMap((isWritten, index) => (isWritten ? [] : [index]));
    expect(world.rejectsOf(chunk)).toEqual(rejected);
  }
}

test("counts each record once and ends the job once, whoever dies, sleeps or gets a message twice", () => {
  const steps = fc.array(step, { maxLength: 60 });
  fc.assert(
    fc.property(chunks, skews, steps, fc.boolean(), (records, offsets, moves, abandoned) => {
      const world = new ModelWorld(records, offsets);
      for (const move of moves) {
        play(world, move);
        expectExactCounts(world, records);
      }
      finish(world, records, abandoned);
      expectExactCounts(world, records);
      expect(world.chunks.map((chunk) => chunk.records)).toEqual(
        records.map(({ length }) => length),
      );
      expect(world.chunks.every(({ state }) => state === "done")).toBe(true);
      expect(world.meta.state).toBe(
        records.flat().every((isWritten) => isWritten) ? "succeeded" : "succeeded with rejects",
      );
      expect(world.ends).toBe(1);
      expect(world.queue).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});

test("ends a job that is stopped at any moment once, with counts that stand still", () => {
  const steps = fc.array(step, { maxLength: 30 });
  fc.assert(
    fc.property(chunks, skews, steps, steps, (records, offsets, before, after) => {
      const world = new ModelWorld(records, offsets);
      for (const move of before) play(world, move);
      if (world.ends === 0) world.meta = { ...world.meta, stop: "cancel", state: "cancelling" };
      for (const move of after) {
        const ended =
          world.ends > 0 ? structuredClone(world.chunks.map(({ counts }) => counts)) : undefined;
        play(world, move);
        expectExactCounts(world, records);
        if (ended) expect(world.chunks.map(({ counts }) => counts)).toEqual(ended);
      }
      finish(world, records, true);
      expectExactCounts(world, records);
      expect(world.ends).toBe(1);
      expect(world.queue).toEqual([]);
    }),
    { numRuns: 2_000 },
  );
});
