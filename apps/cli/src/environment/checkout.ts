import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout that this source lies in: the same from every working directory. */
export const checkoutRoot = fileURLToPath(new URL("../../../../", import.meta.url));

/** Where an environment's values, outputs and reports are, below the checkout's root. */
export function checkoutFolders(root: string) {
  return {
    values: join(root, "terraform", "environments"),
    outputs: join(root, ".spillway", "environments"),
    reports: join(root, ".spillway", "reports"),
    localCloud: join(root, ".spillway", "local-cloud"),
  };
}
