import {
  type AttributeMap,
  type AttributeValue,
  canonicalNumber,
  type KeyAttribute,
  type KeyType,
} from "@spillway/item";
import { cliError } from "../errors.ts";

/** What is known of a table's primary key. */
export interface KnownKey {
  /** Partition key and, where there is one, sort key; in any order where that is not known. */
  readonly attributes: readonly KeyAttribute[];
  /** Whether they are in the table's order. */
  readonly isOrdered: boolean;
}

/**
 * An item's key of what a person wrote: `UserId=u1 ActivityId=a1`, or the values alone in the table's order.
 * A number is compared as a number, binary is base64.
 *
 * @throws SpillwayError KEY_VALUES_INVALID
 */
export function keyValues(
  words: readonly string[],
  { attributes, isOrdered }: KnownKey,
): AttributeMap {
  const names = attributes.map(({ name }) => name);
  const expected = `expected a value for ${names.join(" and ")}`;
  const found = new Map<string, string>();
  const alone: string[] = [];
  for (const word of words) {
    const name = names.find((one) => word.startsWith(`${one}=`));
    if (name === undefined) alone.push(word);
    else found.set(name, word.slice(name.length + 1));
  }
  const open = names.filter((name) => !found.has(name));
  if (alone.length !== open.length) throw invalid(`${expected}; came ${words.join(" ")}`, names);
  // One value that is left belongs to the one name that is left.
  if (open.length > 1 && !isOrdered) {
    throw invalid(
      `${expected} with its name, since the table is not there to ask for their order; came ${words.join(" ")}`,
      names,
    );
  }
  for (const [place, name] of open.entries()) found.set(name, alone[place] ?? "");
  return Object.fromEntries(
    attributes.map(({ name, type }) => [name, typed(found.get(name) ?? "", name, type)]),
  );
}

function typed(text: string, name: string, type: KeyType): AttributeValue {
  if (type === "S") return { S: text };
  if (type === "B") return { B: text };
  try {
    canonicalNumber(text);
  } catch (cause) {
    throw cliError("KEY_VALUES_INVALID", `expected a number for ${name}; came ${text}`, { cause });
  }
  return { N: text };
}

function invalid(message: string, names: readonly string[]) {
  return cliError("KEY_VALUES_INVALID", message, {
    hint: `For example: ${names.map((name) => `${name}=…`).join(" ")}`,
  });
}
