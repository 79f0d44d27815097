import { streamEvent } from "@spillway/testkit";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ChangeEvent,
  type DestinationRecord,
  FailurePolicies,
  processBatch,
  readBatch,
  sequenceNumbersToRetry,
} from "../../src/index.ts";
import { batchServices, fakeSink, invocation, placesOf } from "../fixtures/sinks.ts";

/** How one record does: it can't be read, or it fails in a sink, for good or by policy. */
type Fate = "fine" | "unreadable" | "fails in one" | "fails in two" | "goes in one" | "goes in two";

const batches = fc.array(
  fc.record({
    item: fc.constantFrom("a", "b", "c"),
    fate: fc.oneof(
      { weight: 6, arbitrary: fc.constant<Fate>("fine") },
      fc.constantFrom<Fate>("unreadable", "fails in one", "fails in two"),
      fc.constantFrom<Fate>("goes in one", "goes in two"),
    ),
  }),
  { minLength: 1, maxLength: 25 },
);

test("each record is taken by every sink, or is in the destination, or comes again; in the order of each item", async () => {
  await fc.assert(
    fc.asyncProperty(batches, fc.integer({ min: 1, max: 4 }), async (wishes, concurrency) => {
      const { Records } = streamEvent(
        wishes.map(({ item }) => ({ keys: { pk: { S: item } }, newImage: {} })),
      );
      const records = Records.map((record, place) =>
        wishes[place]?.fate === "unreadable" ? { ...record, eventName: "ODD" } : record,
      );
      const sent: DestinationRecord[] = [];
      const errorIn = (name: string) => (change: ChangeEvent) => {
        const fate = wishes[placesOf([change])[0] ?? -1]?.fate;
        if (fate === `fails in ${name}`) return new Error("for good");
        return fate === `goes in ${name}` ? new TypeError("by policy") : undefined;
      };
      const [one, two] = [fakeSink("one", errorIn("one")), fakeSink("two", errorIn("two"))];
      const batch = readBatch(records);
      const report = await processBatch(
        batch,
        batchServices({
          sinks: [one, two],
          concurrency,
          policies: new FailurePolicies([{ error: "TypeError", policy: "destination" }]),
          destination: { send: async (record) => void sent.push(record) },
        }),
        invocation(),
      );

      const done = new Set(placesOf(two.taken));
      const gone = new Set(report.sentToDestination.map(({ place }) => place));
      expect(sent).toHaveLength(gone.size);
      // Lambda sends everything from the first failure on again.
      const again = report.failed[0]?.place ?? wishes.length;
      for (const [place, { item, fate }] of wishes.entries()) {
        if (place < again) expect(done.has(place) || gone.has(place)).toBe(true);
        if (fate === "unreadable") continue;
        const failedBefore = report.failed.some(
          (failure) =>
            failure.place < place &&
            wishes[failure.place]?.item === item &&
            failure.sink !== "record",
        );
        if (failedBefore) expect(done.has(place)).toBe(false);
      }
      for (const { taken } of [one, two]) {
        for (const item of "abc") {
          const places = placesOf(taken).filter((place) => wishes[place]?.item === item);
          expect(places).toEqual(places.toSorted((a, b) => a - b));
        }
      }
      expect(report.processed).toBe(done.size);
      if (report.failed.length === 0) expect(sequenceNumbersToRetry(batch, report)).toEqual([]);
      else if (again === 0 && wishes.length > 1) {
        expect(() => sequenceNumbersToRetry(batch, report)).toThrow();
      } else {
        expect(sequenceNumbersToRetry(batch, report)).toEqual([
          Records[again]?.dynamodb?.SequenceNumber,
        ]);
      }
    }),
  );
});
