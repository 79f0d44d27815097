/** Does something with each, so many at once, and gives the results in order. */
export async function inLanes<Item, Result>(
  lanes: number,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      // All lanes take from the same iterator.
      for (const [index, item] of waiting) results[index] = await work(item, index);
    }),
  );
  return results;
}
