import { describe, expect, it } from "vitest";
import { patternFromCsv } from "../src/index.ts";

describe("a pattern from CSV", () => {
  it("is writes and reads a second, with nothing where a row is left out", () => {
    const text = `"Time",Writes,reads
2026-01-05T00:00:00Z,600,60
2026-01-05T00:01:00Z,1200,0

2026-01-05T00:03:00Z,60,120
`;
    expect(patternFromCsv(text, "mine").pattern).toEqual({
      name: "mine",
      startMs: Date.UTC(2026, 0, 5),
      stepSeconds: 60,
      writes: new Float64Array([10, 20, 0, 1]),
      reads: new Float64Array([1, 0, 0, 2]),
    });
  });

  it.each([
    ["seconds since 1970", "time,writes\r\n1767571200,5\r\n1767571205,10", 5, [1, 2]],
    ["milliseconds since 1970", "\uFEFFtime,writes\n1767571200000,5\n1767571201000,10", 1, [5, 10]],
    ["other columns", "id,time,n,writes\na,1767571200,x,5\nb,1767571205,y,10", 5, [1, 2]],
  ] as const)("knows %s", (_, text, stepSeconds, writes) => {
    const { pattern } = patternFromCsv(text, "mine");
    expect(pattern).toMatchObject({ startMs: Date.UTC(2026, 0, 5), stepSeconds });
    expect(Array.from(pattern.writes)).toEqual(writes);
    expect(pattern.reads).toBeUndefined();
  });

  it.each([
    ["nothing", "", 1],
    ["no rows", "time,writes", 1],
    ["one row", "time,writes\n0,1", 1],
    ["other columns alone", "when,writes\n0,1\n1,1", 1],
    ["a time that is none", "time,writes\nyesterday,1\n1,1", 2],
    ["a count below 0", "time,writes\n0,1\n60,-1", 3],
    ["a count that is none", "time,writes\n0,1\n60,many", 3],
    ["no count", "time,writes\n0,1\n60,", 3],
    ["time that goes back", "time,writes\n60,1\n120,1\n0,1", 4],
    ["the same time twice", "time,writes\n60,1\n60,1", 3],
    ["steps that are no whole seconds", "time,writes\n1767571200000,1\n1767571200500,1", 3],
    ["more steps than can be planned", "time,writes\n0,1\n1,1\n1767571200,1", 4],
    ["units below 0", "time,units\n0,1\n60,-1", 3],
    ["units of an index that are none", "time,units,units:byEmail\n0,1,\n60,1,1", 2],
    ["a row that is too short", "time,writes,reads\n0,1,1\n60,1", 3],
    ["a line after empty ones", "time,writes\n0,1\n\n\n60,-1", 5],
    ["a quote that does not end", 'time,writes\n0,1\n"60,1', 3],
    ["a time that no calendar has", "time,writes\n1e20,10\n2e20,20", 2],
    ["a time before all calendars", "time,writes\n-1e20,10\n0,20", 2],
    ["a gap of more than 31 days by the second", "time,writes\n0,1\n1,1\n2678400,1", 4],
    ["more than a table can be asked for", "time,writes\n0,1\n60,6000000001", 3],
    ["reads that nobody can ask for", "time,writes,reads\n0,1,1e300\n60,1,1", 2],
    ["units of an index that nobody can ask for", "time,units,units:byEmail\n0,1,1e300\n60,1,1", 2],
    ["a column twice", "time,writes,Writes\n0,1,1\n60,1,1", 1],
    ["an index twice", "time,units,units:byEmail,units:byEmail\n0,1,1,1\n60,1,1,1", 1],
    ["steps that do not fit", "time,writes\n0,1\n60,1\n90,1\n130,1", 5],
  ])("refuses %s, and names the line", (_, text, line) => {
    expect(() => patternFromCsv(text, "mine")).toThrow(
      expect.objectContaining({
        code: "PATTERN_INVALID",
        errorClass: "usage",
        message: expect.stringMatching(new RegExp(`^mine, line ${line}: expected .+`)),
        details: { line },
      }),
    );
  });

  it("says which column is there twice, and passes over those that it does not read", () => {
    expect(() => patternFromCsv("time,writes,note,writes\n0,1,,1\n60,1,,1", "mine")).toThrow(
      "mine, line 1: expected each column once; came writes twice",
    );
    const { pattern } = patternFromCsv("time,note,writes,note\n0,a,60,b\n60,c,60,d", "mine");
    expect(Array.from(pattern.writes)).toEqual([1, 1]);
  });

  it("has room for a gap of 31 days by the second", () => {
    const { pattern } = patternFromCsv("time,writes\n0,1\n1,1\n2678399,1", "mine");
    expect(pattern.writes).toHaveLength(2_678_400);
  });

  it("takes write units for writes where it has no writes", () => {
    const read = patternFromCsv("time,units,read_units\n0,60,30\n60,120,0", "mine");
    expect(Array.from(read.pattern.writes)).toEqual([1, 2]);
    expect(Array.from(read.pattern.reads ?? [])).toEqual([0.5, 0]);
    expect(read).toMatchObject({
      ...{ writesAreUnits: true, writeUnits: 1, readUnits: 1, throttledWrites: 0 },
    });
  });

  it("says what a write and a read take in the mean, of the table and of indexes", () => {
    const text = `time,writes,units,units:byEmail,reads,read_units,throttled
0,10,20,5,4,2,0
60,30,100,15,0,0,7
`;
    expect(patternFromCsv(text, "mine")).toMatchObject({
      ...{ writeUnits: 3, readUnits: 0.5, indexWriteUnits: { byEmail: 0.5 }, throttledWrites: 7 },
    });
  });

  it("says nothing of units where it has none", () => {
    const { pattern, ...means } = patternFromCsv("time,writes\n0,1\n60,1", "mine");
    expect(pattern.reads).toBeUndefined();
    expect(means).toEqual({ writesAreUnits: false, indexWriteUnits: {}, throttledWrites: 0 });
  });
});
