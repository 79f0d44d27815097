import fc from "fast-check";
import { expect, test } from "vitest";
import { explainLine } from "../../src/carts/races/model/explain-line.ts";
import type { LineEvent } from "../../src/carts/races/model/line-model.ts";

const LINE_SECONDS = 100;

const changes = fc.oneof(
  fc.record({ kind: fc.constantFrom("add", "set"), quantity: fc.integer({ min: 1, max: 9 }) }),
  fc.constantFrom({ kind: "remove" }, { kind: "take" }, { kind: "see" }),
) as fc.Arbitrary<
  | { readonly kind: "add" | "set"; readonly quantity: number }
  | { readonly kind: "remove" | "take" | "see"; readonly quantity?: undefined }
>;

/** Changes with the seconds that pass before each, and by how much each is known too early and too late. */
const days = fc.array(
  fc.record({
    change: changes,
    seconds: fc.oneof(fc.nat(20), fc.constant(LINE_SECONDS)),
    early: fc.nat(4),
    late: fc.nat(4),
  }),
  { maxLength: 25 },
);
type Day = typeof days extends fc.Arbitrary<infer T> ? T : never;

/** What a plain cart tells of a day, one thing after the other. */
function play(day: Day) {
  let [second, quantity, changedAt] = [0, 0, 0];
  const events = day.map(({ change, seconds, early, late }, place): LineEvent => {
    second += seconds;
    const live = second >= changedAt + LINE_SECONDS ? 0 : quantity;
    const span = {
      begin: (place - early) * 10,
      end: (place + late) * 10 + 5,
      from: second - 1,
      to: second + 1,
    };
    const event = { kind: change.kind, quantity: change.quantity ?? live, span, isSure: true };
    if (change.kind === "see" || (change.kind === "take" && live === 0)) return event;
    quantity = change.kind === "add" ? live + change.quantity : (change.quantity ?? 0);
    if (change.kind === "remove" || change.kind === "take") quantity = 0;
    changedAt = second;
    return event.kind === "remove" ? { ...event, quantity: 0 } : event;
  });
  const live = second >= changedAt + LINE_SECONDS ? 0 : quantity;
  return { events, live };
}

function looked(quantity: number, { length }: readonly unknown[], second: number): LineEvent {
  const span = { begin: length * 10 + 100, end: length * 10 + 101, from: second, to: second };
  return { kind: "see", quantity, span, isSure: true };
}

const secondsOf = (day: Day) => day.reduce((sum, { seconds }) => sum + seconds, 0);

test("finds where the units are, whatever a plain cart does and however vaguely it is known when", () => {
  fc.assert(
    fc.property(days, (day) => {
      const { events, live } = play(day);
      const found = explainLine([...events, looked(live, events, secondsOf(day))], LINE_SECONDS);
      if (!("units" in found)) throw new Error(`not explained: ${JSON.stringify(found)}`);
      const { came, inCart, ordered, removed, expired } = found.units;
      expect(inCart + ordered + removed + expired).toBe(came);
    }),
    { numRuns: 300 },
  );
});

test("explains a day of which it is not known whether some changes were made", () => {
  fc.assert(
    fc.property(days, fc.infiniteStream(fc.boolean()), (day, chances) => {
      const { events, live } = play(day);
      const told = events.map((event) => ({
        ...event,
        isSure: event.kind === "see" || event.kind === "take" || (chances.next().value ?? true),
      }));
      const found = explainLine([...told, looked(live, events, secondsOf(day))], LINE_SECONDS);
      expect(found).toHaveProperty("units");
    }),
    { numRuns: 200 },
  );
});

test("does not explain a unit more or less than came", () => {
  const adding = fc.array(
    fc.record({
      change: fc.oneof(
        fc.record({ kind: fc.constant("add" as const), quantity: fc.integer({ min: 1, max: 9 }) }),
        fc.constant({ kind: "take" as const }),
      ),
      seconds: fc.constant(1),
      early: fc.nat(4),
      late: fc.nat(4),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(adding, fc.constantFrom(-1, 1, 7), (day, wrong) => {
      const { events, live } = play(day);
      const last = looked(live + wrong, events, secondsOf(day));
      expect(explainLine([...events, last], LINE_SECONDS)).not.toHaveProperty("units");
    }),
    { numRuns: 200 },
  );
});
