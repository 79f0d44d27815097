/** The first value of a text, as far as the text has it. */
export interface BeginningValue {
  /** Where the text ends within it, what is there of it: a member whose value is not there is null. */
  readonly value: unknown;
  /** Whether the text ends within it. */
  readonly isCut: boolean;
  /** Where it ends in the text. */
  readonly end: number;
}

const CLOSING: Readonly<Record<string, string>> = { "{": "}", "[": "]" };
const SIGNS = /[{}[\],:]|"[^"\\\n]*(?:\\.[^"\\\n]*)*"?/gs;

/**
 * Reads the first array or object of a text that may end within it, such as the beginning of a file.
 *
 * @returns undefined for what is no JSON
 */
export function beginningJson(text: string): BeginningValue | undefined {
  const open: string[] = [];
  /** What was closed since the text was complete: it was open there. */
  let closed: string[] = [];
  /** Up to where all is complete, and what is missing there beside the closing signs. */
  let complete = { end: 0, missing: "" };
  const isComplete = (end: number, missing = "") => {
    complete = { end, missing };
    closed = [];
  };
  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      open.push(closing);
      isComplete(index + 1);
    } else if (sign === ":") {
      isComplete(index, ":null");
    } else if (sign === ",") {
      if (open.length > 0) isComplete(index);
    } else if (!sign.startsWith('"')) {
      if (open.pop() !== sign) return undefined;
      closed.push(sign);
      const end = index + 1;
      if (open.length === 0) return parsed(text.slice(0, end), { isCut: false, end });
    }
  }
  const closings = [...closed, ...open.toReversed()].join("");
  const json = text.slice(0, complete.end) + complete.missing + closings;
  return parsed(json, { isCut: true, end: text.length });
}

function parsed(json: string, rest: Omit<BeginningValue, "value">): BeginningValue | undefined {
  try {
    return { value: JSON.parse(json), ...rest };
  } catch {
    return undefined;
  }
}
