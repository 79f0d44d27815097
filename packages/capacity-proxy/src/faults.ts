import { SpillwayError } from "@spillway/errors";

/** What the proxy does wrong on purpose. Every part is off unless given. */
export interface Faults {
  /** Every request waits this long before it goes on: a random time from `min` to `max`, in ms. */
  readonly latency?: { readonly minMs: number; readonly maxMs: number };
  /** Share of requests, 0 to 1, answered by 500 InternalServerError and not forwarded. */
  readonly serverErrorRate?: number;
  /**
   * Share of requests, 0 to 1, whose connection is cut: half of them before they are forwarded,
   * half after the engine has done them, because a client can't tell which.
   */
  readonly dropRate?: number;
  /**
   * Share of `BatchWriteItem` requests with two or more writes, 0 to 1, of which some come back in
   * `UnprocessedItems` although there is capacity. At least one write goes through.
   */
  readonly partialBatchRate?: number;
  /** The seed of the random choices, a whole number; default 1. Same seed and same order of requests: same faults. */
  readonly seed?: number;
}

const RATES = {
  "server-errors": "serverErrorRate",
  drops: "dropRate",
  "partial-batches": "partialBatchRate",
} as const;

const HINT = "For example: latency=10..50,server-errors=0.05,drops=0.01,partial-batches=0.2,seed=7";

/**
 * Reads faults as a command line gives them: parts `name=value`, separated by commas.
 *
 * @param text any of `latency=MIN..MAX` or `latency=MS` (milliseconds), `server-errors=RATE`,
 *   `drops=RATE`, `partial-batches=RATE` (0 to 1), `seed=WHOLE_NUMBER`
 * @throws SpillwayError FAULTS_INVALID
 *
 * @example
 * parseFaults("latency=10..50,drops=0.01,seed=7");
 * // → { latency: { minMs: 10, maxMs: 50 }, dropRate: 0.01, seed: 7 }
 */
export function parseFaults(text: string): Faults {
  const parts = text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (parts.length === 0) throw invalid("expected at least one fault; got an empty text");
  const faults: Faults = Object.assign({}, ...parts.map(parsePart));
  const names = parts.map((part) => part.split("=", 1)[0]);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw invalid(`expected each fault once; "${twice}" came twice`);
  return checkFaults(faults);
}

/**
 * Checks faults that came from a program.
 *
 * @throws SpillwayError FAULTS_INVALID when a rate isn't within 0 and 1, a latency isn't 0 ≤ min ≤
 *   max ≤ 600,000 ms, or the seed isn't a whole number
 */
export function checkFaults(faults: Faults): Faults {
  for (const [name, key] of Object.entries(RATES)) {
    const rate = faults[key];
    if (rate !== undefined && !(rate >= 0 && rate <= 1)) {
      throw invalid(`expected ${name} between 0 and 1; got ${rate}`);
    }
  }
  const { latency, seed } = faults;
  if (latency !== undefined) {
    const { minMs, maxMs } = latency;
    if (!(minMs >= 0 && minMs <= maxMs && maxMs <= 600_000)) {
      throw invalid(`expected latency with 0 ≤ min ≤ max ≤ 600000 ms; got ${minMs}..${maxMs}`);
    }
  }
  if (seed !== undefined && !Number.isSafeInteger(seed)) {
    throw invalid(`expected seed to be a whole number; got ${seed}`);
  }
  return faults;
}

function parsePart(part: string): Faults {
  const split = part.indexOf("=");
  const name = split < 0 ? part : part.slice(0, split);
  const value = split < 0 ? "" : part.slice(split + 1);
  if (name === "latency") {
    const [min = "", max = min] = value.split("..");
    return { latency: { minMs: number(name, min), maxMs: number(name, max) } };
  }
  if (name === "seed") return { seed: number(name, value) };
  if (Object.hasOwn(RATES, name)) {
    return { [RATES[name as keyof typeof RATES]]: number(name, value) };
  }
  throw invalid(`expected latency, server-errors, drops, partial-batches or seed; got "${name}"`);
}

function number(name: string, text: string): number {
  if (!/^-?\d+(\.\d+)?$/.test(text))
    throw invalid(`expected a number after ${name}=; got "${text}"`);
  return Number(text);
}

function invalid(message: string): SpillwayError {
  return new SpillwayError("FAULTS_INVALID", message, { hint: HINT });
}
