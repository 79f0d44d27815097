import { checkoutFolders, checkoutRoot } from "../environment/checkout.ts";

/** The option that says which local cloud is meant. */
export const stateDirOption = [
  "--state-dir <folder>",
  "where its state and logs are (default: .spillway/local-cloud in the checkout)",
] as const;

/**
 * The folder of a local cloud's state: one for the checkout, whatever directory the command is run in.
 *
 * @throws SpillwayError `CHECKOUT_MISSING` where none is given and there is no checkout
 */
export function stateDirOf(given: string | undefined): string {
  return given ?? checkoutFolders(checkoutRoot("the local cloud")).localCloud;
}
