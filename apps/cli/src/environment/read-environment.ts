import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { cliError } from "../errors.ts";
import { checkoutFolders, checkoutRoot } from "./checkout.ts";
import { type EnvironmentOutputs, parseOutputs } from "./outputs.ts";

/**
 * The outputs of a deployed environment, from `.spillway/environments/<name>.json` in the checkout,
 * or from `file` when given.
 *
 * @throws SpillwayError ENVIRONMENT_UNKNOWN when no values file has that name,
 * ENVIRONMENT_NOT_DEPLOYED when it has but nothing was deployed, OUTPUTS_INVALID.
 */
export async function readEnvironment(
  name: string,
  options: { file?: string | undefined; root?: string } = {},
): Promise<EnvironmentOutputs> {
  const folders = checkoutFolders(options.root ?? checkoutRoot);
  // Checked before the name is made a path: it could hold "../".
  if (options.file === undefined) await requireEnvironment(name, options.root);
  const file = options.file ?? join(folders.outputs, `${name}.json`);
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (cause) {
    throw cliError(
      "ENVIRONMENT_NOT_DEPLOYED",
      options.file === undefined
        ? `the environment "${name}" is not deployed: ${file} was not found`
        : `the outputs file ${file} could not be read`,
      { hint: `Deploy it first: scripts/deploy.sh ${name}`, details: { file }, cause },
    );
  }
  return parseOutputs(text, file);
}

/**
 * Checks that an environment has a values file in terraform/environments.
 *
 * @throws SpillwayError ENVIRONMENT_UNKNOWN with those that have one
 */
export async function requireEnvironment(name: string, root = checkoutRoot): Promise<void> {
  const known = await knownEnvironments(checkoutFolders(root).values);
  if (known.includes(name)) return;
  throw cliError("ENVIRONMENT_UNKNOWN", `there is no environment "${name}"`, {
    hint: `Known environments: ${known.join(", ") || "none"}. Each is a file in terraform/environments.`,
    details: { environment: name, known },
  });
}

async function knownEnvironments(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".tfvars"))
    .map((name) => name.slice(0, -".tfvars".length))
    .sort();
}
