import type { RequestForm } from "./exchange/request-form.ts";

/** What one side has answered so far in a chapter; requests are made from it where they must be. */
export interface Seen {
  /** The content of the last answer; `{}` where it was no JSON object. */
  readonly last: Readonly<Record<string, unknown>>;
  /** A text in what a named step was answered, by its path, as in `Table.LatestStreamArn`. */
  text(name: string, path: string): string;
}

/** One request, whose answers must be alike. */
export interface Ask {
  readonly kind: "ask";
  /** What it is about, where the request doesn't say. */
  readonly title?: string;
  /** Under which later requests find its answer. */
  readonly as?: string;
  readonly form: RequestForm | ((seen: Seen) => RequestForm);
  /** Where more is chance: the kinds of answers, `200` or an exception's name. Default: all of it. */
  readonly alike?: readonly string[];
}

/** Requests that are under way at the same time, each on a connection of its own. */
export interface Together {
  readonly kind: "together";
  readonly title: string;
  readonly forms: readonly RequestForm[];
  /**
   * `answers`: in whatever order, they must be the same answers. A list: which request wins is
   * chance, so each answer must be of one of these kinds.
   */
  readonly alike: "answers" | readonly string[];
}

/** Waits on both sides until a table and its indexes are as told; asks nothing that counts. */
export interface Settle {
  readonly kind: "settle";
  readonly table: string;
  /** Default: the table is there, and it and its indexes are ACTIVE. */
  readonly gone?: boolean;
}

export type Step = Ask | Together | Settle;

/** Steps that belong together, with tables of their own, in their order. */
export interface Chapter {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One request of an operation. */
export function ask(
  operation: string,
  content: unknown | ((seen: Seen) => unknown) = {},
  about: Pick<Ask, "title" | "as" | "alike"> = {},
): Ask {
  const form: Ask["form"] =
    typeof content === "function"
      ? (seen) => ({ operation, content: content(seen) })
      : { operation, content };
  return { kind: "ask", form, ...about };
}

/** The same operation with each of these contents. */
export function askEach(operation: string, contents: readonly unknown[]): readonly Ask[] {
  return contents.map((content) => ask(operation, content));
}

/** A request of any form. */
export function send(title: string, form: RequestForm): Ask {
  return { kind: "ask", title, form };
}

export function together(
  title: string,
  alike: Together["alike"],
  forms: readonly RequestForm[],
): Together {
  return { kind: "together", title, forms, alike };
}

export function settle(table: string, gone = false): Settle {
  return { kind: "settle", table, gone };
}
