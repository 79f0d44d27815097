const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 2 });
const cents = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const smallMoney = new Intl.NumberFormat("en-US", {
  style: "currency",
  currency: "USD",
  minimumSignificantDigits: 2,
  maximumSignificantDigits: 2,
});

/** What one write unit costs on demand, about: less is the price of nothing. */
const LEAST_DOLLARS = 0.000_001;

/** `1,000` */
export function formatCount(value: number): string {
  return whole.format(value);
}

/** `1 message`, `1,000 messages` */
export function formatCounted(count: number, word: string): string {
  return `${formatCount(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Writes a second: `375`, `22.4`, `0`, and two digits that count below a tenth: `0.0012`. */
export function formatRate(perSecond: number): string {
  if (perSecond > 0 && perSecond < 0.095) return twoDigits.format(perSecond);
  return perSecond >= 100 ? whole.format(perSecond) : tenths.format(perSecond);
}

/** `840 ms`, `8.2 s`, `46 s`, `15 min 4 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 0.9995) return `${whole.format(seconds * 1_000)} ms`;
  if (seconds < 9.95) return `${tenths.format(seconds)} s`;
  const rounded = Math.round(seconds);
  if (rounded < 120) return `${rounded} s`;
  if (rounded < 7_200) return joined(Math.floor(rounded / 60), "min", rounded % 60, "s");
  const minutes = Math.round(rounded / 60);
  return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const head = `${whole.format(large)} ${largeUnit}`;
  return small === 0 ? head : `${head} ${small} ${smallUnit}`;
}

/** `$12.41`, and two digits that count below a cent: `$0.00071`; what is next to nothing is `under $0.000001`. */
export function formatMoney(dollars: number): string {
  if (dollars > 0 && dollars < LEAST_DOLLARS) return "under $0.000001";
  return dollars === 0 || dollars >= 0.01 ? cents.format(dollars) : smallMoney.format(dollars);
}

/** `15 times`, `1.2 times`. */
export function formatTimes(factor: number): string {
  return `${factor >= 10 ? whole.format(factor) : tenths.format(factor)} times`;
}

/** `2026-11-21 07:24:36 UTC` */
export function formatMoment(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
}
