import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ChangeEvent,
  type Notice,
  type NoticeLedger,
  noticeSink,
  readNoticeRules,
  type Topic,
} from "../../src/index.ts";
import { change } from "../fixtures/changes.ts";
import { answered } from "../fixtures/senders.ts";
import { writeTo } from "../fixtures/sink-context.ts";
import { placesOf } from "../fixtures/sinks.ts";

const { rules } = readNoticeRules(
  JSON.stringify([
    { name: "any", pattern: { type: ["modify"] } },
    { name: "urgent", pattern: { new: { urgent: [true] } } },
  ]),
);

function fakes(refuse: (notice: Notice, attempt: number) => Error | undefined = () => undefined) {
  const published: Notice[] = [];
  const requests: number[] = [];
  const remembered = new Set<string>();
  const counts = { sent: 0, repeated: 0, forgotten: 0 };
  const attempts = new Map<string, number>();
  const topic: Topic = {
    async publish(notices) {
      requests.push(notices.length);
      const failed = new Map<Notice, Error>();
      for (const notice of notices) {
        const attempt = (attempts.get(notice.id) ?? 0) + 1;
        attempts.set(notice.id, attempt);
        const error = refuse(notice, attempt);
        if (error === undefined) published.push(notice);
        else failed.set(notice, error);
      }
      return failed;
    },
  };
  const ledger: NoticeLedger = {
    sent: async (ids) => new Set(ids.filter((id) => remembered.has(id))),
    remember: async (ids) => ids.forEach((id) => void remembered.add(id)),
  };
  const sink = (given: Partial<NoticeLedger> = {}) =>
    noticeSink({
      rules,
      topic,
      ledger: { ...ledger, ...given },
      onSent: (count) => {
        counts.sent += count;
      },
      onRepeated: (count) => {
        counts.repeated += count;
      },
      onForgotten: (count) => {
        counts.forgotten += count;
      },
    });
  return { sink, published, requests, remembered, counts };
}

const changeOf = (place: number, given: Partial<ChangeEvent> = {}) =>
  change({
    eventId: `e${place}`,
    keys: { pk: { S: `item ${place}` } },
    sequenceNumber: String(10n ** 20n + BigInt(place)),
    ...given,
  });
const many = (count: number) => Array.from({ length: count }, (_, place) => changeOf(place));

describe("notices", () => {
  test("go out once for a change that a replay brings twice", async () => {
    const { sink, published, counts } = fakes();
    const changes = [changeOf(1), changeOf(2), changeOf(1)];
    const asked: (readonly string[])[] = [];
    const sent = async (ids: readonly string[]) => {
      asked.push(ids);
      return new Set<string>();
    };
    expect((await writeTo(sink({ sent }), changes)).failed).toEqual([]);
    expect(published.map(({ id }) => id)).toEqual(["e1#any", "e2#any"]);
    expect(asked).toEqual([["e1#any", "e2#any"]]);
    expect(counts).toMatchObject({ sent: 2, repeated: 1 });
  });

  test("go out for what matches, once, however often the batch comes", async () => {
    const { sink, published, remembered, counts } = fakes();
    const given = [
      changeOf(0),
      changeOf(1, { type: "insert" }),
      changeOf(2, { newImage: { urgent: { BOOL: true } } }),
    ];
    await writeTo(sink(), given);
    await writeTo(sink(), given);
    expect(published.map(({ id }) => id)).toEqual(["e0#any", "e2#any", "e2#urgent"]);
    expect([...remembered]).toEqual(["e0#any", "e2#any", "e2#urgent"]);
    expect(counts).toEqual({ sent: 3, repeated: 3, forgotten: 0 });
  });

  test("go out ten in a request", async () => {
    const { sink, requests } = fakes();
    await writeTo(sink(), many(25));
    expect(requests).toEqual([10, 10, 5]);
  });

  test("go out fewer in a request when they are large", async () => {
    const { sink, requests } = fakes();
    const newImage = { blob: { S: "x".repeat(100_000) } };
    await writeTo(
      sink(),
      many(5).map((one) => ({ ...one, newImage })),
    );
    expect(requests).toEqual([2, 2, 1]);
  });

  test("cost nothing when nothing matches", async () => {
    const never = () => Promise.reject(new Error("not asked for"));
    const { sink, requests } = fakes();
    const report = await writeTo(sink({ sent: never }), [changeOf(0, { type: "insert" })]);
    expect(report.processed).toBe(1);
    expect(requests).toEqual([]);
  });

  test("that were refused for now go again, alone", async () => {
    const { sink, published, requests } = fakes(({ id }, attempt) =>
      id === "e1#any" && attempt < 3 ? answered("Throttled", 429) : undefined,
    );
    const report = await writeTo(sink(), many(3));
    expect(report.failed).toEqual([]);
    expect(published.map(({ id }) => id)).toEqual(["e0#any", "e2#any", "e1#any"]);
    expect(requests).toEqual([3, 1, 1]);
  });

  test("that were refused for good fail their change, and hold later ones of its item", async () => {
    const { sink, published, remembered } = fakes(({ id }) =>
      id === "e0#any" ? answered("InvalidParameter", 400) : undefined,
    );
    const keys = { pk: { S: "one item" } };
    const report = await writeTo(sink(), [
      changeOf(0, { keys }),
      changeOf(1),
      changeOf(2, { keys }),
    ]);
    expect(report.failed).toMatchObject([{ place: 0, sink: "notices" }]);
    expect(published.map(({ id }) => id)).toEqual(["e1#any"]);
    expect([...remembered]).toEqual(["e1#any"]);
  });

  test("of a topic that is gone fail their changes", async () => {
    const { sink } = fakes();
    const gone: Topic = { publish: () => Promise.reject(answered("NotFound", 404)) };
    const { failed } = await writeTo(
      noticeSink({
        rules,
        topic: gone,
        ledger: { sent: async () => new Set(), remember: async () => {} },
      }),
      many(2),
    );
    expect(failed).toHaveLength(2);
    expect(sink().name).toBe("notices");
  });

  test("whose ledger can't be read fail, and no change beside them does", async () => {
    const { sink, published } = fakes();
    const unread = () => Promise.reject(answered("AccessDeniedException", 400));
    const report = await writeTo(sink({ sent: unread }), [
      changeOf(0, { type: "insert" }),
      changeOf(1),
    ]);
    expect(report).toMatchObject({ processed: 1, failed: [{ place: 1, sink: "notices" }] });
    expect(published).toEqual([]);
  });

  test("that could not be remembered do not fail: to fail would send them again", async () => {
    const { sink, counts } = fakes();
    const report = await writeTo(
      sink({ remember: () => Promise.reject(answered("AccessDeniedException", 400)) }),
      many(2),
    );
    expect(report.failed).toEqual([]);
    expect(counts).toMatchObject({ sent: 2, forgotten: 2 });
  });

  test("of a value that can't be read fail that change alone", async () => {
    const { sink, published } = fakes();
    const broken = { urgent: "no value" } as unknown as ChangeEvent["keys"];
    const report = await writeTo(sink(), [changeOf(0), changeOf(1, { newImage: broken })]);
    expect(report.failed).toMatchObject([{ place: 1 }]);
    expect(published.map(({ id }) => id)).toEqual(["e0#any"]);
  });

  test("come in the order of each item, whatever is refused for now", async () => {
    const batches = fc.array(
      fc.record({ item: fc.constantFrom("a", "b", "c"), refusals: fc.nat({ max: 3 }) }),
      { minLength: 1, maxLength: 20 },
    );
    await fc.assert(
      fc.asyncProperty(batches, async (wishes) => {
        const { sink, published } = fakes(({ change: { eventId } }, attempt) => {
          const { refusals = 0 } = wishes[Number(eventId.slice(1))] ?? {};
          return attempt <= refusals ? answered("InternalError", 500) : undefined;
        });
        const given = wishes.map(({ item }, place) =>
          changeOf(place, { keys: { pk: { S: item } } }),
        );
        await writeTo(sink(), given);
        expect(published).toHaveLength(wishes.length);
        for (const item of "abc") {
          const places = placesOf(
            published
              .map((notice) => notice.change)
              .filter(({ keys }) => JSON.stringify(keys).includes(`"${item}"`)),
          );
          expect(places).toEqual(places.toSorted((one, other) => one - other));
        }
      }),
      { numRuns: 50 },
    );
  });
});
