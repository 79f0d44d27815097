import { describe, expect, it } from "vitest";
import { type KeyAnswer, KeyEvidence } from "../../src/pace/hot-keys/key-evidence.ts";

/** `sent` writes of a key, of which the first `back` came back. */
function answers(key: string, sent: number, back: number, from = 0): KeyAnswer[] {
  return Array.from({ length: sent }, (_, n) => ({
    key,
    write: `${key}-${from + n}`,
    back: n < back,
  }));
}

describe("hot is", () => {
  it("a key that alone comes back, from the second batch on", () => {
    const evidence = new KeyEvidence(0);
    expect(evidence.hotAfter(0, [...answers("a", 10, 5), ...answers("b", 15, 0)])).toEqual([]);
    const next = [...answers("a", 10, 5, 10), ...answers("b", 15, 0)];
    expect(evidence.hotAfter(50, next)).toEqual(["a"]);
  });

  it("each of two keys that come back, while the rest does not", () => {
    const evidence = new KeyEvidence(0);
    const batch = (from: number) => [
      ...answers("a", 5, 4, from),
      ...answers("b", 5, 4, from),
      ...answers("c", 15, 0, from),
    ];
    evidence.hotAfter(0, batch(0));
    expect(evidence.hotAfter(50, batch(100))).toEqual(["a", "b"]);
  });
});

describe("not hot is", () => {
  it("any key, where all come back alike", () => {
    const evidence = new KeyEvidence(0);
    for (let batch = 0; batch < 5; batch += 1) {
      const from = batch * 100;
      const came = [...answers("a", 15, 6, from), ...answers("b", 10, 4, from)];
      expect(evidence.hotAfter(batch, came)).toEqual([]);
    }
  });

  it("one write that comes back again and again", () => {
    const evidence = new KeyEvidence(0);
    for (let batch = 0; batch < 5; batch += 1) {
      expect(evidence.hotAfter(batch, [...answers("a", 1, 1), ...answers("b", 24, 0)])).toEqual([]);
    }
  });

  it("a key that is all there is", () => {
    const evidence = new KeyEvidence(0);
    for (let batch = 0; batch < 5; batch += 1) {
      expect(evidence.hotAfter(batch, answers("a", 25, 5, batch * 25))).toEqual([]);
    }
  });

  it("a key whose other batch was long ago", () => {
    const evidence = new KeyEvidence(0);
    const batch = (from: number) => [...answers("a", 10, 5, from), ...answers("b", 15, 0)];
    evidence.hotAfter(0, batch(0));
    expect(evidence.hotAfter(11_000, batch(100))).toEqual([]);
  });
});
