import { BlockList, isIP } from "node:net";
import { matchesArn } from "../pattern/arn.ts";
import type { PatternOptions } from "../pattern/pattern.ts";
import { type Glob, matchesGlob } from "../pattern/wildcard.ts";
import type { ConditionTest } from "./condition.ts";

/** How one value of a policy is read and compared with one value of the request. */
export interface ValueTest {
  /** Whether wildcards and policy variables count in the policy's value. */
  readonly pattern: PatternOptions;
  /** What a value without variables must look like, for the message that refuses it. */
  readonly expected?: string;
  /** Whether a value of the policy can be read. All can where it is absent. */
  readonly isValid?: (value: string) => boolean;
  /** Whether the request's value matches. A value of the request that can't be read matches nothing. */
  readonly matches: (policyValue: Glob, requestValue: string) => boolean;
}

const LITERAL: PatternOptions = { wildcards: false, variables: false };
const WITH_VARIABLES: PatternOptions = { wildcards: false, variables: true };
const WITH_ALL: PatternOptions = { wildcards: true, variables: true };

// Without wildcards a glob has characters only.
const textOf = (glob: Glob): string => glob.join("");

/** Each test but `Null`, which looks at no value. */
export const VALUE_TESTS: Readonly<Record<Exclude<ConditionTest, "Null">, ValueTest>> = {
  StringEquals: { pattern: WITH_VARIABLES, matches: (policy, value) => textOf(policy) === value },
  StringEqualsIgnoreCase: {
    pattern: WITH_VARIABLES,
    matches: (policy, value) => textOf(policy).toLowerCase() === value.toLowerCase(),
  },
  StringLike: { pattern: WITH_ALL, matches: matchesGlob },
  ArnLike: { pattern: WITH_ALL, matches: matchesArn },
  NumericEquals: numeric((policy, value) => value === policy),
  NumericLessThan: numeric((policy, value) => value < policy),
  NumericLessThanEquals: numeric((policy, value) => value <= policy),
  NumericGreaterThan: numeric((policy, value) => value > policy),
  NumericGreaterThanEquals: numeric((policy, value) => value >= policy),
  DateEquals: date((policy, value) => value === policy),
  DateLessThan: date((policy, value) => value < policy),
  DateLessThanEquals: date((policy, value) => value <= policy),
  DateGreaterThan: date((policy, value) => value > policy),
  DateGreaterThanEquals: date((policy, value) => value >= policy),
  Bool: {
    pattern: WITH_VARIABLES,
    expected: "true or false",
    isValid: (value) => /^(true|false)$/i.test(value),
    matches: (policy, value) => textOf(policy).toLowerCase() === value.toLowerCase(),
  },
  BinaryEquals: {
    pattern: LITERAL,
    expected: "base64",
    isValid: (value) => /^[A-Za-z0-9+/]*={0,2}$/.test(value),
    matches: (policy, value) => withoutPadding(textOf(policy)) === withoutPadding(value),
  },
  IpAddress: {
    pattern: LITERAL,
    expected: "an address or a range such as 203.0.113.0/24 or 2001:db8::/32",
    isValid: (value) => rangeOf(value) !== undefined,
    matches: (policy, value) => {
      const family = isIP(value);
      return family !== 0 && rangeOf(textOf(policy))?.check(value, nameOf(family)) === true;
    },
  },
};

type Compare = (policyValue: number, requestValue: number) => boolean;

function numeric(compare: Compare): ValueTest {
  return comparing(parseNumber, "a number", compare);
}

function date(compare: Compare): ValueTest {
  return comparing(
    parseDate,
    "a date such as 2026-01-31T12:00:00Z, or seconds since 1970",
    compare,
  );
}

function comparing(
  read: (text: string) => number | undefined,
  expected: string,
  compare: Compare,
): ValueTest {
  return {
    pattern: LITERAL,
    expected,
    isValid: (value) => read(value) !== undefined,
    matches: (policy, value) => {
      const [left, right] = [read(textOf(policy)), read(value)];
      return left !== undefined && right !== undefined && compare(left, right);
    },
  };
}

function parseNumber(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

// The W3C's profile of ISO 8601 (https://www.w3.org/TR/NOTE-datetime): a year alone is read as seconds.
const DATE = /^\d{4}-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?)?$/;

/** Milliseconds since 1970. */
function parseDate(text: string): number | undefined {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const milliseconds = DATE.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(milliseconds) ? undefined : milliseconds;
}

const withoutPadding = (base64: string): string => base64.replace(/=+$/, "");

const nameOf = (family: number): "ipv4" | "ipv6" => (family === 4 ? "ipv4" : "ipv6");

function rangeOf(text: string): BlockList | undefined {
  const [address = "", prefix, ...rest] = text.split("/");
  const family = isIP(address);
  const bits = family === 4 ? 32 : 128;
  if (family === 0 || rest.length > 0 || (prefix !== undefined && !/^\d{1,3}$/.test(prefix))) {
    return undefined;
  }
  const length = prefix === undefined ? bits : Number(prefix);
  if (length > bits) return undefined;
  const range = new BlockList();
  range.addSubnet(address, length, nameOf(family));
  return range;
}
