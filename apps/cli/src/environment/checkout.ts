import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cliError } from "../errors.ts";

/** Where these sources lie in their checkout; the installed command lies somewhere else. */
const OWN_ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * The checkout that is meant: the one that these sources lie in, whatever the working directory; of the installed
 * command the one that `from` lies in.
 *
 * @param what it is needed for, as the error says it: "the outputs of dev"
 * @param from by default the working directory
 * @throws SpillwayError `CHECKOUT_MISSING` from the installed command outside of a checkout
 */
export function checkoutRoot(what: string, from = process.cwd()): string {
  const root = isCheckout(OWN_ROOT) ? OWN_ROOT : checkoutAround(from);
  if (root !== undefined) return root;
  throw cliError(
    "CHECKOUT_MISSING",
    `expected a checkout of Spillway's repository, for ${what}; came ${from}, which lies in none`,
    {
      hint: "Clone the repository and run it there; its scripts/spillway is the same command.",
      details: { from },
    },
  );
}

/** Where an environment's values, outputs and reports are, below the checkout's root. */
export function checkoutFolders(root: string) {
  return {
    values: join(root, "terraform", "environments"),
    outputs: join(root, ".spillway", "environments"),
    reports: join(root, ".spillway", "reports"),
    localCloud: join(root, ".spillway", "local-cloud"),
  };
}

function checkoutAround(folder: string): string | undefined {
  if (isCheckout(folder)) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : checkoutAround(parent);
}

function isCheckout(folder: string): boolean {
  return (
    existsSync(join(folder, "terraform", "environments")) && existsSync(join(folder, "apps", "cli"))
  );
}
