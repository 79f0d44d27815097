import type { PriceChange, Span } from "../history.ts";

/**
 * What a product may have cost at some moment of a span.
 *
 * @param staleSeconds how long before the span the price may have been read; default 0
 */
export function pricesDuring(
  prices: readonly PriceChange[],
  productId: string,
  span: Span,
  staleSeconds = 0,
): number[] {
  const changes = prices.filter((change) => change.productId === productId);
  // Seconds are rounded and clocks differ: where nothing may be stale the order of events tells more.
  const isOver = (change: PriceChange) =>
    change.span.end < span.begin &&
    (staleSeconds === 0 || change.span.to < span.from - staleSeconds);
  const over = changes.filter(isOver);
  return changes
    .filter((change) => change.span.begin < span.end)
    .filter((change) => !over.some((later) => later.span.begin > change.span.end))
    .map(({ amount }) => amount);
}
