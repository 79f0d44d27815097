import fc from "fast-check";
import { expect, test } from "vitest";
import { KeyLedger } from "../../src/compare/key-ledger.ts";

test("records = written + failed + unaccounted, whatever is found in whatever order", () => {
  const event = fc.record({
    kind: fc.constantFrom("written", "failed"),
    key: fc.integer({ min: 0, max: 30 }),
  });
  fc.assert(
    fc.property(fc.nat(25), fc.nat(3), fc.array(event), (count, unsent, events) => {
      const keys = Array.from({ length: count }, (_, index) => ({
        key: { pk: String(index), sk: "0" },
        dueAtMs: 0,
      }));
      const reasons = Array.from({ length: unsent }, () => ({ code: "UNSENT", message: "" }));
      const ledger = new KeyLedger(keys, count, reasons);
      const written = new Set<number>();
      for (const { kind, key } of events) {
        const found = { pk: String(key), sk: "0" };
        if (kind === "written") {
          ledger.markWritten([found]);
          if (key < count) written.add(key);
        } else {
          ledger.markFailed(found, { code: "X", message: "x" });
        }
      }
      const totals = ledger.accounting();
      expect(totals.written).toBe(written.size);
      expect(totals.written + totals.failed + totals.unaccounted).toBe(count);
      expect(ledger.settled).toBe(totals.unaccounted === 0);
      expect(ledger.reasons().reduce((sum, { records }) => sum + records, 0)).toBe(totals.failed);
    }),
  );
});
