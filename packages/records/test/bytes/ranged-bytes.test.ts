import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RangedObject, rangedBytes } from "../../src/index.ts";

/** An object of these bytes; `reads` lists the parts that were asked for. */
function objectOf(
  bytes: Uint8Array,
): RangedObject & { readonly reads: number[]; readonly signals: AbortSignal[] } {
  const reads: number[] = [];
  const signals: AbortSignal[] = [];
  return {
    size: bytes.length,
    reads,
    signals,
    read: async (start, end, signal) => {
      reads.push(start);
      if (signal) signals.push(signal);
      return bytes.subarray(start, end);
    },
  };
}

describe("an object in parts", () => {
  it("is the object", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        async (bytes, partBytes) => {
          const found: Uint8Array[] = [];
          for await (const chunk of rangedBytes(objectOf(bytes), { partBytes })) found.push(chunk);
          expect(Buffer.concat(found)).toEqual(Buffer.from(bytes));
        },
      ),
    );
  });

  it("comes in chunks, however large a part is", async () => {
    const sizes: number[] = [];
    for await (const { length } of rangedBytes(objectOf(new Uint8Array(200_000))))
      sizes.push(length);
    expect(sizes).toEqual([65_536, 65_536, 65_536, 3_392]);
  });

  it("is read one part ahead, and no further", async () => {
    const object = objectOf(new Uint8Array(100));
    const bytes = rangedBytes(object, { partBytes: 10 });
    await bytes.next();
    expect(object.reads).toEqual([0, 10]);
    await bytes.next();
    expect(object.reads).toEqual([0, 10, 20]);
  });

  it("is read no further when the reader stops: the part ahead is aborted", async () => {
    const object = objectOf(new Uint8Array(100));
    for await (const _ of rangedBytes(object, { partBytes: 10 })) break;
    expect(object.reads).toEqual([0, 10]);
    expect(object.signals.every((signal) => signal.aborted)).toBe(true);
  });

  it("gives what could be read before a part that failed", async () => {
    const { read, size } = objectOf(new Uint8Array(30));
    const error = new Error("connection lost");
    const object: RangedObject = {
      size,
      read: (start, end) => (start === 20 ? Promise.reject(error) : read(start, end)),
    };
    const bytes = rangedBytes(object, { partBytes: 10 });
    await bytes.next();
    expect((await bytes.next()).value).toHaveLength(10);
    await expect(bytes.next()).rejects.toBe(error);
  });

  it("refuses a part that has other bytes than asked for", async () => {
    const object: RangedObject = { size: 10, read: async () => new Uint8Array(9) };
    await expect(rangedBytes(object).next()).rejects.toMatchObject({
      code: "OBJECT_PART_INCOMPLETE",
      message: "expected 10 bytes from byte 0 on; came 9",
    });
  });
});
