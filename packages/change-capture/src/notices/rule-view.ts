import type { AttributeMap } from "@spillway/item";
import type { ChangeEvent } from "../change-event.ts";
import type { Mentions, NoticeRule } from "./notice-rule.ts";
import { type PlainJson, plainObject, roundedNumber } from "./plain-json.ts";

type Plain = { readonly [name: string]: PlainJson } | undefined;

/** A change as patterns see it: only the attributes that some rule asks for, each when it is asked for. */
class RuleView {
  readonly type: string;
  readonly by: string;
  readonly table: string;
  readonly changed: readonly string[];
  readonly at: string;
  readonly #change: ChangeEvent;
  readonly #mentions: Mentions;
  #keys: Plain;
  #old: Plain;
  #new: Plain;

  constructor(change: ChangeEvent, mentions: Mentions) {
    this.type = change.type;
    this.by = change.by;
    this.table = change.table;
    this.changed = change.changedAttributes;
    this.at = change.at;
    this.#change = change;
    this.#mentions = mentions;
  }

  get keys(): Plain {
    this.#keys ??= plain(this.#change.keys, this.#mentions.keys);
    return this.#keys;
  }

  get old(): Plain {
    this.#old ??= plain(this.#change.oldImage, this.#mentions.old);
    return this.#old;
  }

  get new(): Plain {
    this.#new ??= plain(this.#change.newImage, this.#mentions.new);
    return this.#new;
  }
}

function plain(image: AttributeMap | undefined, names: readonly string[]): Plain {
  return image === undefined ? undefined : plainObject(image, roundedNumber, names);
}

/**
 * Finds the rules that a change matches.
 *
 * @returns a function from a change to its rules, in their order
 */
export function ruleMatcher(
  rules: readonly NoticeRule[],
): (change: ChangeEvent) => readonly NoticeRule[] {
  const all = (field: keyof Mentions): string[] => [
    ...new Set(rules.flatMap(({ mentions }) => mentions[field])),
  ];
  const mentions: Mentions = { keys: all("keys"), old: all("old"), new: all("new") };
  return (change) => {
    const view = new RuleView(change, mentions);
    return rules.filter(({ pattern }) => pattern.matches(view));
  };
}
