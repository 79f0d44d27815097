import { type LoadPattern, seededRandom } from "@spillway/simulator";

/** A product that everybody wants, from one second to the next. */
export interface Launch {
  /** Adds a second before and after it. */
  readonly usual: number;
  /** Adds a second while it lasts. */
  readonly peak: number;
  /** Share of all adds, from 0 to 1, that are of the one product. */
  readonly hotShare: number;
  /** Seconds before it, and again after it. */
  readonly quietSeconds: number;
  readonly peakSeconds: number;
  readonly users: number;
  /** The hot one among them. */
  readonly products: number;
}

/** What one shopper puts into the cart: one of it. */
export interface LaunchAdd {
  readonly userId: string;
  readonly productId: string;
}

/** The one that everybody wants. */
export const HOT_PRODUCT = "phone-15";

/** Monday, 5 January 2026. */
const START_MS = Date.UTC(2026, 0, 5);

/** Adds a second, second by second. */
export function launchPattern({ usual, peak, quietSeconds, peakSeconds }: Launch): LoadPattern {
  const quiet = Array.from({ length: quietSeconds }, () => usual);
  const writes = [...quiet, ...Array.from({ length: peakSeconds }, () => peak), ...quiet];
  return { name: "launch", startMs: START_MS, stepSeconds: 1, writes };
}

/** Who adds what, in order: the same for the same seed, without end. */
export function* launchAdds(
  { hotShare, users, products }: Launch,
  seed: number,
): Generator<LaunchAdd, never> {
  const random = seededRandom(seed);
  for (;;) {
    const userId = `user-${Math.floor(random.next() * users)}`;
    const isHot = random.next() < hotShare;
    const other = 1 + Math.floor(random.next() * (products - 1));
    yield { userId, productId: isHot ? HOT_PRODUCT : productName(other) };
  }
}

/** Everything that the shop sells. */
export function launchProducts({ products }: Launch): string[] {
  return Array.from({ length: products }, (_, n) => (n === 0 ? HOT_PRODUCT : productName(n)));
}

function productName(n: number): string {
  return `product-${n}`;
}
