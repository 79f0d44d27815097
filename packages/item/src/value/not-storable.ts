import { SpillwayError } from "@spillway/errors";

/** The refusal of one value: where it stands, what is wrong with it, and what to do instead. */
export function notStorable(path: string, problem: string, hint: string): SpillwayError {
  const where = path === "" ? "the value" : `attribute ${path}`;
  return new SpillwayError("VALUE_NOT_STORABLE", `${where}: ${problem}`, {
    hint,
    details: path === "" ? {} : { attribute: path },
  });
}
