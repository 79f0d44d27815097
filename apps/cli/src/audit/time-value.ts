import { InvalidArgumentError } from "commander";
import { age } from "../command-line/age-value.ts";

const ISO =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?))?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/;
const LAST_OF_DAY = "23:59:59.999";

/** Which moment a date alone stands for. */
export type DateMeans = "its first moment" | "its last moment";

/**
 * An option that is a moment, in milliseconds since 1970: `2026-11-28T18:40:02Z`, `2026-11-28 18:40`,
 * `2026-11-28`, `now`, or how long ago: `10m`. Without a zone it is UTC, as the command prints times.
 *
 * @param nowMs what "now" and "ago" mean
 */
export function moment(nowMs: number, dateMeans: DateMeans = "its first moment") {
  return (text: string): number => {
    if (text === "now") return nowMs;
    if (/^\d{1,6}[smhd]$/.test(text)) return nowMs - age(text);
    const [, date, time, zone = "Z"] = ISO.exec(text) ?? [];
    const ofDay = dateMeans === "its first moment" ? "00:00" : LAST_OF_DAY;
    const ms = Date.parse(`${date}T${time ?? ofDay}${zone === "UTC" ? "Z" : zone}`);
    // JavaScript takes the 31st of a shorter month for a day of the next one.
    if (!Number.isNaN(ms) && isDay(date)) return ms;
    throw new InvalidArgumentError(
      "Expected a time such as 2026-11-28T18:40:02Z or 2026-11-28, or how long ago: 30s, 10m, 2h, 1d.",
    );
  };
}

function isDay(date = ""): boolean {
  const ms = Date.parse(`${date}T00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
