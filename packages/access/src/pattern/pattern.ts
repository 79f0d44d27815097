/**
 * A text of a policy as it is matched: literal text, `*`, `?`, and policy variables that are filled in
 * for each request. What a variable brings is always literal, also where it holds a `*`.
 */
export type PatternPart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "many" }
  | { readonly kind: "one" }
  | { readonly kind: "variable"; readonly key: string; readonly fallback?: string };

/** A parsed text of a policy, with the text that it was made from. */
export interface Pattern {
  readonly source: string;
  readonly parts: readonly PatternPart[];
}

/** What counts as special in the text. */
export interface PatternOptions {
  /** `*` matches any number of characters, `?` one. */
  readonly wildcards: boolean;
  /** `${key}`, `${key, 'default'}` and the escapes `${*}`, `${?}`, `${$}`: only since version 2012-10-17. */
  readonly variables: boolean;
}

const VARIABLE = /^\$\{([^{}]*)\}/;
const NAMED = /^\s*([^\s,']+)\s*(?:,\s*'([^']*)'\s*)?$/;
const ESCAPES: ReadonlySet<string> = new Set(["*", "?", "$"]);

/**
 * Reads a text of a policy.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @returns undefined where a `${` is not closed or does not hold a key, which IAM refuses.
 */
export function parsePattern(source: string, options: PatternOptions): Pattern | undefined {
  const parts: PatternPart[] = [];
  let text = "";
  const endText = () => {
    if (text !== "") parts.push({ kind: "text", text });
    text = "";
  };
  for (let at = 0; at < source.length; ) {
    const character = source.charAt(at);
    if (options.variables && source.startsWith("${", at)) {
      const variable = VARIABLE.exec(source.slice(at));
      const inner = variable?.[1];
      if (variable === null || inner === undefined) return undefined;
      at += variable[0].length;
      if (ESCAPES.has(inner)) {
        text += inner;
        continue;
      }
      const named = NAMED.exec(inner);
      const key = named?.[1];
      if (key === undefined) return undefined;
      endText();
      const fallback = named?.[2];
      parts.push({ kind: "variable", key, ...(fallback === undefined ? {} : { fallback }) });
      continue;
    }
    at += 1;
    if (options.wildcards && (character === "*" || character === "?")) {
      endText();
      parts.push({ kind: character === "*" ? "many" : "one" });
    } else {
      text += character;
    }
  }
  endText();
  return { source, parts };
}
