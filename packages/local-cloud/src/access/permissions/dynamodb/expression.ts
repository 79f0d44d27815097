/** Names in an expression: `#n` stands for the attribute that `ExpressionAttributeNames` says. */
export type ExpressionNames = Readonly<Record<string, unknown>>;

const TOKEN = /\s+|:\w+|#?\w+|\[\d+\]|<>|<=|>=|[.=<>(),+-]/g;
/** Words of conditions and updates. DynamoDB reserves them: no attribute stands there by such a name. */
const KEYWORDS = new Set(["ADD", "AND", "BETWEEN", "DELETE", "IN", "NOT", "OR", "REMOVE", "SET"]);

/**
 * The attributes that an expression names, of a path such as `a.b[0]` the first; undefined when it
 * can't be read, or a name stands for nothing.
 *
 * @param kind in a projection there are attributes only, whatever they are called
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
 * @example
 * attributesIn("SET #s = if_not_exists(#s, :zero)", { "#s": "score" }) // ["score", "score"]
 */
export function attributesIn(
  expression: string,
  names: ExpressionNames,
  kind: "projection" | "condition or update" = "condition or update",
): readonly string[] | undefined {
  const words = wordsOf(expression);
  if (words === undefined) return undefined;
  const found: string[] = [];
  for (const [index, word] of words.entries()) {
    const isPart = words[index - 1] === ".";
    const isFunction = words[index + 1] === "(";
    if (!/^[#\w]/.test(word) || isPart || isFunction) continue;
    if (kind !== "projection" && KEYWORDS.has(word.toUpperCase())) continue;
    const attribute = named(word, names);
    if (attribute === undefined) return undefined;
    found.push(attribute);
  }
  return found;
}

/**
 * The placeholder of the value that an attribute must equal: `:v` of `pk = :v`; undefined when the
 * expression does not say.
 */
export function equalTo(
  expression: string,
  names: ExpressionNames,
  attribute: string,
): string | undefined {
  const words = wordsOf(expression) ?? [];
  const found = words.flatMap((word, index) => {
    if (word !== "=") return [];
    const [left = "", right = ""] = [words[index - 1], words[index + 1]];
    if (named(left, names) === attribute && right.startsWith(":")) return [right];
    return named(right, names) === attribute && left.startsWith(":") ? [left] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function wordsOf(expression: string): readonly string[] | undefined {
  const tokens = expression.match(TOKEN) ?? [];
  if (tokens.join("") !== expression) return undefined;
  return tokens.filter((token) => token.trim() !== "");
}

function named(word: string, names: ExpressionNames): string | undefined {
  if (!word.startsWith("#")) return word;
  const name = Object.hasOwn(names, word) ? names[word] : undefined;
  return typeof name === "string" ? name : undefined;
}
