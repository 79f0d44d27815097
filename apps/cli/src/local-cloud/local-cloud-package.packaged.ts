import { cliError } from "../errors.ts";

/**
 * Takes the place of `local-cloud-package.ts` in the installed command: the local cloud starts processes of its own
 * from its sources, in Python and in JavaScript, and runs the zips that a checkout builds.
 */
export async function localCloudPackage(): Promise<never> {
  throw cliError(
    "CHECKOUT_MISSING",
    "expected the sources of the local cloud; the installed command comes without them",
    { hint: "Clone the repository and run scripts/spillway there: it is the same command." },
  );
}
