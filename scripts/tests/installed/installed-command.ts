import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { copyBuiltTarballs } from "./built-tarballs.ts";
import { type OutsideCheckout, outsideCheckout } from "./outside-checkout.ts";

/** The command as npm installs it from its tarball, outside of the checkout. */
export interface InstalledCommand extends Omit<OutsideCheckout, "start"> {
  /** Where npm put the package. */
  readonly home: string;
  /** Starts `spillway`, without waiting for its end. */
  start(args: readonly string[]): ChildProcess;
}

/**
 * Builds the tarball and puts it into a folder of its own, from where it is to be installed without a network.
 *
 * @param env AWS settings; none are taken from the environment of the tests
 */
export async function commandToInstall(
  env: Readonly<Record<string, string>>,
): Promise<InstalledCommand> {
  const outside = outsideCheckout(env);
  await copyBuiltTarballs(["apps/cli"], outside.folder);
  return {
    ...outside,
    home: join(outside.prefix, "lib", "node_modules", "spillway"),
    start: (args) => outside.start("spillway", args),
  };
}
