/** Units as a person reads them: with one decimal at most. */
export function inUnits(units: number): string {
  return String(Math.round(units * 10) / 10);
}

/** A share as a person reads it. @example percent(0.7) // → "70 %" */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** A time of the day, in UTC. @example timeOf(0) // → "00:00 UTC" */
export function timeOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(11, 16)} UTC`;
}
