import fc from "fast-check";
import { expect, test } from "vitest";
import { messageBatches } from "../src/message-batches.ts";
import type { OutgoingMessage } from "../src/outgoing-message.ts";

const KIB_256 = 262_144;

// A few characters of two bytes each, repeated: large messages without slow generators.
const messages = fc.array(
  fc
    .tuple(fc.constantFrom("a", "é", "🌊"), fc.oneof(fc.nat(300), fc.nat(140_000)))
    .map(([text, times]): OutgoingMessage => ({ body: text.repeat(times), delaySeconds: 0 })),
  { maxLength: 60 },
);

const bytes = (batch: readonly OutgoingMessage[]) =>
  batch.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);

test("every message once and in order; no batch over 10 messages or, unless alone, 256 KiB", async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (all) => {
      const batches: OutgoingMessage[][] = [];
      for await (const batch of messageBatches(all)) batches.push(batch);
      expect(batches.flat()).toEqual(all);
      for (const [index, batch] of batches.entries()) {
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(10);
        if (batch.length > 1) expect(bytes(batch)).toBeLessThanOrEqual(KIB_256);
        const next = batches[index + 1];
        const isFull =
          batch.length === 10 ||
          next === undefined ||
          bytes([...batch, ...next.slice(0, 1)]) > KIB_256;
        expect(isFull).toBe(true);
      }
    }),
    { numRuns: 50 },
  );
});
