/** What a source is that has no records, and what to do about it. */
export interface NoRecord {
  readonly came: string;
  readonly hint: string;
}

const PAGE = /^<(?:\?xml|!doctype|html|head|error)\b/i;
/** What such a page says of itself: the title of HTML, the code of an error of S3. */
const SAYS = /<(title|code)>\s*([^<]{1,100}?)\s*<\/\1>/i;

/**
 * Tells a saved page and a lone JSON value from records: text would be taken for CSV.
 *
 * @param text the beginning, without blanks before it
 */
export function whatIsNoRecord(text: string): NoRecord | undefined {
  if (PAGE.test(text)) {
    const [, , said] = SAYS.exec(text) ?? [];
    const kind = /^<(?:\?xml|error)/i.test(text) && !/<html\b/i.test(text) ? "an XML" : "an HTML";
    return {
      came: `${kind} page${said === undefined ? "" : `: ${said}`}`,
      hint: "A server's answer may have been saved in place of the file: open it, then fetch the file again.",
    };
  }
  const value = scalarOf(text);
  if (value === undefined) return undefined;
  if (typeof value === "string" && /^\s*[{[]/.test(value)) {
    return {
      came: "a JSON string with JSON in it",
      hint: "It was written down twice; once undone: jq -r . FILE | spillway load -",
    };
  }
  const came = value === null ? "null" : `one JSON ${typeof value}, ${shown(text)}`;
  return { came: `${came}, which is no record`, hint: 'A record is a JSON object: {"pk":"a"}' };
}

/** The string, null or boolean that a text is; a number may be a CSV's header. */
function scalarOf(text: string): string | boolean | null | undefined {
  if (!/^(?:"|null|true|false)/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isScalar = typeof value === "string" || typeof value === "boolean" || value === null;
    return isScalar ? value : undefined;
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  const one = text.trim();
  return one.length > 40 ? `${one.slice(0, 40)}…` : one;
}
