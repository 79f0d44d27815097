// @ts-check
// Numbers and moments as a person reads them.

const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat("en-US", { maximumFractionDigits: 1 });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });
const otherDay = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** `1,234`, `22.4`, `0.5`. @param {number} value */
export const number = (value) => (value >= 100 ? whole : tenths).format(value);

/** `840 ms`, `8.2 s`, `3 min`, `2 h`. @param {number} ms */
export function duration(ms) {
  if (ms < 999.5) return `${number(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 120) return `${number(seconds)} s`;
  if (seconds < 7_200) return `${whole.format(seconds / 60)} min`;
  return seconds < 172_800
    ? `${whole.format(seconds / 3_600)} h`
    : `${whole.format(seconds / 86_400)} days`;
}

/** `14:03:22`, here. @param {string | number} moment ISO 8601, or ms since 1970 */
export const time = (moment) => clock.format(new Date(moment));

/** `14:03:22` today, else `29 Nov, 02:00`. @param {string} moment ISO 8601 */
export function day(moment) {
  const at = new Date(moment);
  return at.toDateString() === new Date().toDateString() ? time(moment) : otherDay.format(at);
}

/** `182 MB`. @param {number} bytes */
export const megabytes = (bytes) => `${whole.format(bytes / 1_048_576)} MB`;

/** `1 queue`, `3 queues`. @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) =>
  `${whole.format(count)} ${count === 1 ? one : many}`;
