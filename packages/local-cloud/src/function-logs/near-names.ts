const NAMED = 3;

/** The names that a person may have meant: those that hold the text, or differ from it by few letters. */
export function nearNames(text: string, names: readonly string[]): readonly string[] {
  const wanted = text.toLowerCase();
  const most = Math.max(1, Math.floor(wanted.length / 3));
  return [...new Set(names)]
    .map((name) => {
      const lower = name.toLowerCase();
      const holds = lower.includes(wanted) || wanted.includes(lower);
      return { name, distance: holds ? 0 : editsBetween(wanted, lower) };
    })
    .filter(({ distance }) => distance <= most)
    .sort((one, other) => one.distance - other.distance || one.name.localeCompare(other.name))
    .slice(0, NAMED)
    .map(({ name }) => name);
}

/** Letters to add, drop or change until one text is the other (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [place, letter] of [...one].entries()) {
    const next = [place + 1];
    for (const [index, counterpart] of [...other].entries()) {
      const change = (row[index] ?? 0) + (letter === counterpart ? 0 : 1);
      next.push(Math.min(change, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
