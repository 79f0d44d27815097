import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  auditLine,
  auditSink,
  type ChangeEvent,
  parseAuditLine,
  rememberedLines,
  s3AuditStore,
} from "../../src/index.ts";
import { change, changes } from "../fixtures/changes.ts";
import { answered, fakeSender } from "../fixtures/senders.ts";
import { writeTo } from "../fixtures/sink-context.ts";

/** A store that refuses to put a key twice with other bytes. */
function memoryStore() {
  const objects = new Map<string, Buffer>();
  return {
    objects,
    async putIfAbsent(key: string, body: Buffer): Promise<void> {
      const there = objects.get(key);
      if (there !== undefined) expect(there.equals(body)).toBe(true);
      objects.set(key, body);
    },
  };
}

function linesOf(objects: ReadonlyMap<string, Buffer>): ChangeEvent[] {
  return [...objects.values()].flatMap((body) =>
    gunzipSync(body).toString().trimEnd().split("\n").map(parseAuditLine),
  );
}

const numbered = (count: number, given: Partial<ChangeEvent> = {}) =>
  Array.from({ length: count }, (_, place) =>
    change({ eventId: `e${place}`, sequenceNumber: String(10n ** 20n + BigInt(place)), ...given }),
  );

describe("the audit log", () => {
  test("has the changes of a batch in one object, in order", async () => {
    const store = memoryStore();
    const given = numbered(5);
    await writeTo(auditSink({ store }), given);
    expect([...store.objects.keys()]).toEqual([
      expect.stringMatching(
        /^audit-logs\/table=orders\/date=2026-11-28\/.*-5-[0-9a-f]{12}\.jsonl\.gz$/,
      ),
    ]);
    expect(linesOf(store.objects)).toEqual(given);
  });

  test("has one object for each day and table", async () => {
    const store = memoryStore();
    const given = [
      ...numbered(2),
      change({ eventId: "late", at: "2026-11-29T00:00:00.000Z" }),
      change({ eventId: "other", table: "stock" }),
      change({ eventId: "early" }),
    ];
    await writeTo(auditSink({ store, prefix: "log/" }), given);
    expect([...store.objects.keys()].map((key) => key.split("/").slice(0, 3).join("/"))).toEqual([
      "log/table=orders/date=2026-11-28",
      "log/table=orders/date=2026-11-29",
      "log/table=stock/date=2026-11-28",
    ]);
    expect(linesOf(store.objects)).toHaveLength(5);
  });

  test("has the same objects, byte for byte, however often a batch comes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 10 }), async (given) => {
        const store = memoryStore();
        await writeTo(auditSink({ store }), given);
        const keys = [...store.objects.keys()];
        await writeTo(auditSink({ store }), structuredClone(given));
        expect([...store.objects.keys()]).toEqual(keys);
        expect(linesOf(store.objects)).toHaveLength(given.length);
      }),
      { numRuns: 50 },
    );
  });

  test("fails only the changes of the object that could not be put", async () => {
    const putIfAbsent = async (key: string) => {
      if (key.includes("date=2026-11-29")) throw new Error("no");
    };
    const given = [
      change({ keys: { pk: { S: "b" } } }),
      change({ eventId: "late", at: "2026-11-29T00:00:00.000Z" }),
    ];
    const { failed } = await writeTo(auditSink({ store: { putIfAbsent } }), given);
    expect(failed).toMatchObject([{ place: 1, sink: "audit" }]);
  });

  test("takes items of 400 KB with both images, 6 MB of them", async () => {
    const large = { pk: { S: "a" }, blob: { S: 'x"é'.repeat(100_000) } };
    const store = memoryStore();
    const given = numbered(8, { oldImage: large, newImage: large });
    await writeTo(auditSink({ store }), given);
    expect(linesOf(store.objects)).toEqual(given);
  });
});

describe("in S3 an object", () => {
  const put = (react: Parameters<typeof fakeSender>[0]) => {
    const s3 = fakeSender(react);
    return { s3, done: s3AuditStore(s3, "bucket").putIfAbsent("a=b/c d'e.gz", Buffer.from("x")) };
  };

  test("is put on the condition that it is not there, with a checksum", async () => {
    const { s3, done } = put(() => "");
    await done;
    expect(s3.seen).toMatchObject([
      {
        method: "PUT",
        path: "/bucket/a%3Db/c%20d%27e.gz",
        headers: {
          "if-none-match": "*",
          "content-type": "application/gzip",
          "x-amz-checksum-crc32": "jNwWgw==",
        },
      },
    ]);
  });

  test("that is there is as good as put", async () => {
    await expect(put(() => answered("PreconditionFailed", 412)).done).resolves.toBeUndefined();
  });

  test("that is refused is an error", async () => {
    await expect(put(() => answered("AccessDenied", 403)).done).rejects.toThrow();
  });
});

test("a line that is remembered is the change's", () => {
  const lineOf = rememberedLines();
  const one = change();
  expect(lineOf(one)).toBe(auditLine(one));
  expect(lineOf(one)).toBe(lineOf(one));
});
