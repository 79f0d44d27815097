import { describe, expect, it } from "vitest";
import { expiresAt, timeOrderedId } from "../src/index.ts";

describe("expiresAt", () => {
  it("is in whole seconds", () => {
    expect(expiresAt(1_700_000_000_999, 3_600)).toBe(1_700_003_600);
  });
});

describe("timeOrderedId", () => {
  const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it("is a UUID of version 7 that begins with its millisecond", () => {
    const id = timeOrderedId(1_700_000_000_000.7);
    expect(id).toMatch(uuid7);
    expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(1_700_000_000_000);
  });

  it("differs within a millisecond and sorts across them", () => {
    const ids = Array.from({ length: 1_000 }, () => timeOrderedId(1_700_000_000_000));
    expect(new Set(ids).size).toBe(1_000);
    const later = timeOrderedId(1_700_000_000_001);
    expect(ids.every((id) => id < later)).toBe(true);
  });
});
