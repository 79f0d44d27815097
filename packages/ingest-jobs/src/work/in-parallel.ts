/**
 * Does something for each of many, so many at once, and gives the results in order. The first that
 * fails ends it.
 */
export async function inParallel<T, Result>(
  all: Iterable<T>,
  atOnce: number,
  work: (one: T) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = all[Symbol.iterator]();
  let begun = 0;
  const lane = async () => {
    for (let next = entries.next(); !next.done; next = entries.next()) {
      const at = begun;
      begun += 1;
      results[at] = await work(next.value);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
