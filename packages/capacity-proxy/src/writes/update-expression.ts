import type { AttributeValue } from "@spillway/item";
import { isAttributeMap, isJsonObject, type JsonObject } from "../http/wire-json.ts";

/** Names of attributes and places in lists, from the item down. */
export type DocumentPath = readonly [string, ...(string | number)[]];

/** What an attribute is set to. */
export type Operand =
  | { readonly value: AttributeValue }
  | { readonly path: DocumentPath }
  | { readonly sum: readonly [Operand, Operand]; readonly sign: "+" | "-" }
  | { readonly ifNotExists: DocumentPath; readonly otherwise: Operand }
  | { readonly appended: readonly [Operand, Operand] };

/** One thing that an update does. */
export type UpdateAction =
  | { readonly kind: "SET" | "ADD" | "DELETE"; readonly path: DocumentPath; readonly to: Operand }
  | { readonly kind: "REMOVE"; readonly path: DocumentPath };

const TOKEN = /\s*(?:([#:]?\w+)|([-+=,.()[\]]))/y;
const CLAUSES = ["SET", "REMOVE", "ADD", "DELETE"] as const;

/**
 * Reads the `UpdateExpression` of a request.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
 *
 * @returns undefined when it is none: the engine says what is wrong with it
 */
export function updateActions(source: JsonObject): readonly UpdateAction[] | undefined {
  const { UpdateExpression: text } = source;
  const tokens = typeof text === "string" ? tokensOf(text) : undefined;
  if (tokens === undefined) return undefined;
  try {
    return new ExpressionReader(tokens, source).actions();
  } catch (error) {
    if (error instanceof NoExpression) return undefined;
    throw error;
  }
}

function tokensOf(text: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    tokens.push(match[1] ?? match[2] ?? "");
  }
  return tokens;
}

class NoExpression extends Error {}

class ExpressionReader {
  readonly #tokens: readonly string[];
  readonly #names: JsonObject;
  readonly #values: Readonly<Record<string, AttributeValue>>;
  #at = 0;

  constructor(tokens: readonly string[], source: JsonObject) {
    const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = source;
    this.#tokens = tokens;
    this.#names = isJsonObject(names) ? names : {};
    this.#values = isAttributeMap(values) ? values : {};
  }

  actions(): readonly UpdateAction[] {
    const actions: UpdateAction[] = [];
    while (this.#at < this.#tokens.length) {
      const kind = CLAUSES.find((clause) => clause === this.#next().toUpperCase());
      if (kind === undefined) throw new NoExpression();
      this.#at += 1;
      do actions.push(this.#action(kind));
      while (this.#skips(","));
    }
    return actions;
  }

  #action(kind: UpdateAction["kind"]): UpdateAction {
    const path = this.#path();
    if (kind === "REMOVE") return { kind, path };
    if (kind === "SET") this.#expect("=");
    return { kind, path, to: this.#operand() };
  }

  #operand(): Operand {
    const left = this.#part();
    const sign = this.#next();
    if (sign !== "+" && sign !== "-") return left;
    this.#at += 1;
    return { sum: [left, this.#part()], sign };
  }

  #part(): Operand {
    if (this.#skips("(")) {
      const inner = this.#operand();
      this.#expect(")");
      return inner;
    }
    const token = this.#next();
    if (token.startsWith(":")) {
      const value = this.#values[token];
      if (value === undefined) throw new NoExpression();
      this.#at += 1;
      return { value };
    }
    if (this.#tokens[this.#at + 1] !== "(") return { path: this.#path() };
    this.#at += 2;
    const name = token.toLowerCase();
    const first = name === "if_not_exists" ? this.#path() : this.#operand();
    this.#expect(",");
    const second = this.#operand();
    this.#expect(")");
    if (isPath(first)) return { ifNotExists: first, otherwise: second };
    if (name !== "list_append") throw new NoExpression();
    return { appended: [first, second] };
  }

  #path(): DocumentPath {
    const path: [string, ...(string | number)[]] = [this.#name()];
    for (;;) {
      if (this.#skips(".")) path.push(this.#name());
      else if (this.#skips("[")) {
        path.push(Number(this.#next()));
        this.#at += 1;
        this.#expect("]");
      } else return path;
    }
  }

  #name(): string {
    const token = this.#next();
    this.#at += 1;
    const name = token.startsWith("#") ? this.#names[token] : token;
    if (typeof name !== "string" || !/^\w|^#/.test(token)) throw new NoExpression();
    return name;
  }

  #next(): string {
    return this.#tokens[this.#at] ?? "";
  }

  #skips(token: string): boolean {
    if (this.#next() !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skips(token)) throw new NoExpression();
  }
}

function isPath(of: DocumentPath | Operand): of is DocumentPath {
  return Array.isArray(of);
}
