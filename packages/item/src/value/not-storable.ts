import { itemError } from "../item-error.ts";

/** The refusal of one value. */
interface Refusal {
  readonly expected: string;
  readonly came: string;
  /** What to do instead. */
  readonly hint: string;
}

/**
 * Refuses a value.
 *
 * @param path where it stands; empty where that is not known
 */
export function notStorable(path: string, { expected, came, hint }: Refusal) {
  const where = path === "" ? "the value" : `attribute ${path}`;
  return itemError("VALUE_NOT_STORABLE", `${where}: expected ${expected}; came ${came}`, {
    hint,
    details: path === "" ? {} : { attribute: path },
  });
}
