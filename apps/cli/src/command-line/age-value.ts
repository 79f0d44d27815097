import { InvalidArgumentError } from "commander";

const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };

/** An option that is an age: `--since 5m`. Gives milliseconds. */
export function age(text: string): number {
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = unit === undefined ? undefined : UNITS[unit];
  if (seconds !== undefined) return Number(digits) * seconds * 1_000;
  throw new InvalidArgumentError("Expected a number and s, m, h or d, such as 30s, 5m or 2h.");
}
