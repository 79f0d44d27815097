import { expect, test } from "vitest";
import { fitted, progressLine } from "../../src/command-line/progress-line.ts";
import { processTerminal } from "../../src/command-line/terminal.ts";

test("a line is never wider than the terminal: the last words go first", () => {
  const progress = { share: 0.5, words: ["1,200 moved", "3 failed", "1,000,000 skipped"] };
  for (const width of [12, 30, 40, 60, 100]) {
    const { full, rest, words } = fitted(progress, width);
    expect(full.length + rest.length + 1 + words.length).toBeLessThan(width);
  }
  expect(fitted(progress, 45).words).toBe("1,200 moved · 3 failed");
  expect(fitted(progress, 100).words).toBe("1,200 moved · 3 failed · 1,000,000 skipped");
});

test("where nothing can be drawn again it is a line every five seconds; with --json none", async () => {
  const notes: string[] = [];
  let now = 0;
  const terminal = {
    ...processTerminal(process),
    note: (text: string) => void notes.push(text),
    noteStream: { isTTY: false } as NodeJS.WriteStream,
  };
  const line = await progressLine(terminal, false, () => now);
  for (now = 0; now < 11_000; now += 1_000)
    line.show({ share: now / 20_000, words: [`${now} ms`] });
  line.end();
  expect(notes).toEqual(["    25 % 5000 ms", "    50 % 10000 ms"]);
  const silent = await progressLine(terminal, true, () => now);
  silent.show({ share: 1, words: ["all"] });
  expect(notes).toHaveLength(2);
});
