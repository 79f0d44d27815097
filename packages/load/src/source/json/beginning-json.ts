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
  /** Up to where all is complete, and what closes it there. */
  let complete = "";
  for (const { 0: sign, index } of text.matchAll(SIGNS)) {
    const closing = CLOSING[sign];
    if (closing !== undefined) {
      open.push(closing);
      complete = text.slice(0, index + 1) + open.toReversed().join("");
    } else if (sign === ":") {
      complete = `${text.slice(0, index)}:null${open.toReversed().join("")}`;
    } else if (sign === ",") {
      if (open.length > 0) complete = text.slice(0, index) + open.toReversed().join("");
    } else if (!sign.startsWith('"')) {
      if (open.pop() !== sign) return undefined;
      const end = index + 1;
      if (open.length === 0) return parsed(text.slice(0, end), { isCut: false, end });
    }
  }
  return parsed(complete, { isCut: true, end: text.length });
}

function parsed(json: string, rest: Omit<BeginningValue, "value">): BeginningValue | undefined {
  try {
    return { value: JSON.parse(json), ...rest };
  } catch {
    return undefined;
  }
}
