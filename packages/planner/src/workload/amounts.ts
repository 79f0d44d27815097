const COUNTS: Readonly<Record<string, number>> = { "": 1, k: 1e3, m: 1e6, g: 1e9 };
const BYTES: Readonly<Record<string, number>> = {
  ...{ "": 1, b: 1, kb: 1_024, kib: 1_024 },
};
const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/**
 * A number as people write it, 0 or more: `1000`, `1,000`, `1.5k`, `10M`. Here k is 1,000, M a million, G
 * a thousand million. Undefined for what is none.
 */
export function countOf(text: string): number | undefined {
  return amountOf(text, COUNTS);
}

/**
 * Bytes of an item as people write them: `700`, `700B`, `2KB`, `1KiB`. KB is 1,024 as KiB is: so DynamoDB
 * counts. Undefined for what is none.
 */
export function bytesOf(text: string): number | undefined {
  return amountOf(text, BYTES);
}

/** Seconds of `30s`, `10m`, `2h`, `1d`. Undefined for what is none. */
export function secondsOf(text: string): number | undefined {
  return /[smhd]$/i.test(text.trim()) ? amountOf(text, SECONDS) : undefined;
}

function amountOf(text: string, units: Readonly<Record<string, number>>): number | undefined {
  const [, digits, unit = ""] =
    /^(\d{1,3}(?:[,_]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  const factor = units[unit.toLowerCase()];
  if (digits === undefined || factor === undefined) return undefined;
  return Number(digits.replaceAll(/[,_]/g, "")) * factor;
}
